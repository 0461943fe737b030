// A service of the machine: whether bytes of a file that were to be kept could not be. That was
// told, and the run counts as failed.
#pragma once

namespace avocet {

struct LostBytes {
  bool any = false;
};

}  // namespace avocet
