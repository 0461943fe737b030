// Text for terminals: what would not be seen there, or would command them, is written out.
#pragma once

#include <string>
#include <string_view>

namespace avocet {

// Control characters, those of UTF-8 (U+0080 to U+009F) included, as `\x1b`. Newlines and tabs
// stay.
std::string visible_text(std::string_view text);

}  // namespace avocet
