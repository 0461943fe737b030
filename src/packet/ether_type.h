// Numbers of what an Ethernet frame carries: IEEE 802 Numbers of IANA.
#pragma once

#include <cstdint>

namespace avocet {

inline constexpr uint16_t kTypeIpv4 = 0x0800, kTypeArp = 0x0806, kTypeEthernet = 0x6558,
                          kTypeRarp = 0x8035, kTypeVlan = 0x8100, kTypeIpv6 = 0x86dd,
                          kTypeMpls = 0x8847, kTypeMplsMulticast = 0x8848, kTypePppoe = 0x8864,
                          kTypeQinq = 0x88a8, kTypePbb = 0x88e7, kTypeFabricPath = 0x8903,
                          kTypeVntag = 0x8926, kTypeOldQinq = 0x9100;

}  // namespace avocet
