// Whose a log is while it is written: two programs that write to one file make both useless.
#pragma once

#include <string>

namespace avocet {

// Takes an open file for this program, until its descriptor is closed. False: another program has
// it. True where the system knows no such locks.
bool take_for_writing(int descriptor);

// Whether another program writes to a file, by that measure. False also if it cannot be opened.
bool is_written_by_another(const std::string& path);

}  // namespace avocet
