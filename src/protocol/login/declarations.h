// What scripts get to know of logins from afar, in their own language.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kLoginDeclarations;

}  // namespace avocet
