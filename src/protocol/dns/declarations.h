// What scripts know of DNS, in Zeek text: types, options, events.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kDnsDeclarations;

}  // namespace avocet
