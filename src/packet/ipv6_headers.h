// IPv6 extension headers (RFC 8200 4): a walk over the chain between the fixed
// header and the transport header. Also used by whoever shows them to scripts.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace avocet {

inline constexpr uint8_t kProtocolHopByHop = 0, kProtocolIcmp = 1, kProtocolIgmp = 2,
                         kProtocolIpip = 4, kProtocolTcp = 6, kProtocolUdp = 17, kProtocolIpv6 = 41,
                         kProtocolRouting = 43, kProtocolFragment = 44, kProtocolGre = 47,
                         kProtocolEsp = 50, kProtocolAuthentication = 51, kProtocolIcmpv6 = 58,
                         kProtocolNoNext = 59, kProtocolDestinationOptions = 60,
                         kProtocolMobility = 135;

struct Ipv6Extension {
  uint8_t type = 0;     // of this header
  uint8_t next = 0;     // of what follows it; itself for ESP, which hides that
  uint32_t offset = 0;  // from the start of the IPv6 header
  ByteSpan bytes;       // whole header
};

class Ipv6ExtensionWalk {
 public:
  // `packet` starts with the 40-byte fixed header.
  explicit Ipv6ExtensionWalk(ByteSpan packet);

  // The next extension header; nothing at the transport header, behind ESP and mobility (the last
  // of any chain) and at a truncated header.
  std::optional<Ipv6Extension> next();

  // What follows the headers read so far.
  uint8_t protocol() const { return protocol_; }
  uint32_t offset() const { return offset_; }
  // Where the number of that protocol stands: in the header before.
  uint32_t protocol_offset() const { return protocol_offset_; }
  bool truncated() const { return truncated_; }

 private:
  ByteSpan packet_;
  uint32_t offset_ = 40;
  uint32_t protocol_offset_ = 6;
  uint8_t protocol_ = kProtocolNoNext;
  bool truncated_ = false;
  bool done_ = false;
};

}  // namespace avocet
