// What a number is that std::from_chars finds out of range.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace avocet {

// The nearest there is: 0 or an infinity, with the sign of the text.
// Precondition: std::from_chars took all of `text` and said result_out_of_range.
inline double nearest_double(std::string_view text) {
  return std::strtod(std::string(text).c_str(), nullptr);
}

}  // namespace avocet
