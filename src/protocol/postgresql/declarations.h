// What scripts get to know of PostgreSQL, in their own language.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kPostgresDeclarations;

}  // namespace avocet
