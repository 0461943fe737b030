// A request of Finger (RFC 1288): "/W user@host".
#pragma once

#include <string_view>

namespace avocet {

struct FingerRequest {
  bool is_full = false;  // more is wanted to know
  std::string_view user, host;
};
// Views are into the line.
FingerRequest parse_finger_request(std::string_view line);

}  // namespace avocet
