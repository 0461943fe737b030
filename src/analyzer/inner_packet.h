// InnerPacket: what an ICMP error says of the packet that it is about, of which it carries the
// beginning.
#pragma once

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "value/value.h"

namespace avocet {

struct InnerPacket {
  IpAddress source = IpAddress::v6(0, 0), destination = IpAddress::v6(0, 0);
  uint16_t source_port = 0, destination_port = 0;  // ICMP: type and its counterpart, or code
  PortProtocol port_protocol = PortProtocol::kUnknown;
  uint32_t length = 0;           // by its own header
  uint32_t fragment_offset = 0;  // bytes
  bool is_cut_off = false;       // the ports are not there
  bool has_bad_checksum = false;
  bool more_fragments = false;
  bool dont_fragment = false;
};

InnerPacket read_inner_ipv4(ByteSpan bytes);
InnerPacket read_inner_ipv6(ByteSpan bytes);

}  // namespace avocet
