// LinkType: how the first header of a captured packet is to be read.
#pragma once

#include <cstdint>

namespace avocet {

// The values are the DLT numbers of libpcap on Linux, kept so that a capture can
// be written with the link type it was read with.
enum class LinkType : uint16_t {
  kNull = 0,  // four bytes of address family in the writer's byte order
  kEthernet = 1,
  kPpp = 9,
  kFddi = 10,
  kRawDlt = 12,     // IP without a link header
  kPppSerial = 50,  // PPP with HDLC framing
  kPppEther = 51,   // PPPoE session packets without the Ethernet header
  kRaw = 101,
  kIeee80211 = 105,
  kLoop = 108,  // like kNull, in network order
  kLinuxSll = 113,
  kRadiotap = 127,
  kIpv4 = 228,
  kIpv6 = 229,
  kNflog = 239,
  kLinuxSll2 = 276,
  kUnsupported = 0xffff,
};

// kUnsupported for every number that no decoder exists for.
LinkType link_type_of(int dlt);

}  // namespace avocet
