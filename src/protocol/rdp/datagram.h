// Datagrams of RDPEUDP (MS-RDPEUDP 2.2, MS-RDPEUDP2 2.2), by which RDP goes over UDP: bytes in,
// parts out. Views are into the datagram.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace avocet {

// One that opens a connection.
struct RdpUdpSyn {
  bool is_answer = false;
  uint16_t version = 1;  // that its sender speaks; 0x101: RDPEUDP2, from then on
};
inline constexpr uint16_t kRdpUdp2 = 0x101;
// Nothing if it does not.
std::optional<RdpUdpSyn> parse_rdp_udp_syn(ByteSpan bytes);

// What a datagram carries of the connection that it belongs to; nothing if that is none.
std::optional<ByteSpan> rdp_udp_data(ByteSpan bytes);
// The same of version 2. What is packed with it is not taken apart.
std::optional<ByteSpan> rdp_udp2_data(ByteSpan bytes);

}  // namespace avocet
