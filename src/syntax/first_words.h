// The words that statements and declarations of other languages begin with.
#pragma once

#include <string_view>

namespace avocet {

// What is written here instead; empty: no language is known to begin anything with that word.
std::string_view hint_for_first_word(std::string_view word);

}  // namespace avocet
