// What IRC declares to scripts.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kIrcDeclarations;

}  // namespace avocet
