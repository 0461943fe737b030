// What scripts get to know of Redis, in their own language.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kRedisDeclarations;

}  // namespace avocet
