// What mail declares to scripts.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kMailDeclarations;

}  // namespace avocet
