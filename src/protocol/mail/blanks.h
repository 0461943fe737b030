// What separates the words of a line.
#pragma once

#include <algorithm>
#include <string_view>

namespace avocet {

inline constexpr std::string_view kBlanks = " \t";

inline std::string_view without_leading_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

}  // namespace avocet
