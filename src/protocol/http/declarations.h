// What scripts know of HTTP.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kHttpDeclarations;

}  // namespace avocet
