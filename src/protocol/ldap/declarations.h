// What scripts get to know of LDAP, in their own language.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kLdapDeclarations;

}  // namespace avocet
