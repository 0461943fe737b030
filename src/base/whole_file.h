// The contents of a file, all at once.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace avocet {

// Reads a file, or a pipe or device until its end. An error says why alone, without the name: the
// caller knows what the file is for. More than `most_bytes` is an error: a device such as
// /dev/urandom has no end.
Result<std::string> read_whole_file(const std::string& path, size_t most_bytes);

}  // namespace avocet
