// What scripts get to know of RDP, in their own language.
#pragma once

#include <string_view>

namespace avocet {

extern const std::string_view kRdpDeclarations, kRdpUdpDeclarations;

}  // namespace avocet
