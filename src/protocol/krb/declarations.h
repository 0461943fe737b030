// What Kerberos offers to scripts, in their language.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kKrbDeclarations;

}  // namespace avocet
