#include "analyzer/inner_packet.h"

#include "flow/icmp_pairs.h"
#include "packet/checksum.h"
#include "packet/ipv6_headers.h"

namespace avocet {

namespace {

// The ports, from a transport header of which at least four bytes must be there.
void read_ports(InnerPacket& inner, uint8_t protocol, ByteSpan transport) {
  ByteReader reader(transport);
  if (!reader.can_read(4)) {
    inner.is_cut_off = true;
    return;
  }
  switch (protocol) {
  case kProtocolTcp:
  case kProtocolUdp:
    inner.port_protocol = protocol == kProtocolTcp ? PortProtocol::kTcp : PortProtocol::kUdp;
    inner.source_port = reader.u16();
    inner.destination_port = reader.u16();
    return;
  case kProtocolIcmp:
  case kProtocolIcmpv6: {
    inner.port_protocol = PortProtocol::kIcmp;
    uint8_t type = reader.u8();
    uint8_t code = reader.u8();
    inner.source_port = type;
    inner.destination_port = icmp_counterpart(type, protocol == kProtocolIcmpv6).value_or(code);
    return;
  }
  default: return;
  }
}

}  // namespace

InnerPacket read_inner_ipv4(ByteSpan bytes) {
  InnerPacket inner;
  ByteReader reader(bytes);
  if (!reader.can_read(20)) {
    inner.is_cut_off = true;
    return inner;
  }
  size_t header_length = (reader.u8() & 15) * 4u;
  reader.skip(1);
  inner.length = reader.u16();
  reader.skip(2);
  uint16_t fragment = reader.u16();
  inner.dont_fragment = (fragment & 0x4000) != 0;
  inner.more_fragments = (fragment & 0x2000) != 0;
  inner.fragment_offset = (fragment & 0x1fff) * 8u;
  reader.skip(1);
  uint8_t protocol = reader.u8();
  reader.skip(2);
  inner.source = IpAddress::v4(reader.u32());
  inner.destination = IpAddress::v4(reader.u32());
  if (header_length < 20 || header_length > bytes.size()) {
    inner.is_cut_off = true;
    return inner;
  }
  inner.has_bad_checksum = !is_checksum_valid(bytes.first(header_length));
  read_ports(inner, protocol, bytes.subspan(header_length));
  return inner;
}

InnerPacket read_inner_ipv6(ByteSpan bytes) {
  InnerPacket inner;
  ByteReader reader(bytes);
  if (!reader.can_read(40)) {
    inner.is_cut_off = true;
    return inner;
  }
  reader.skip(4);
  inner.length = reader.u16() + 40u;
  reader.skip(2);
  uint64_t high = reader.u64();
  inner.source = IpAddress::v6(high, reader.u64());
  high = reader.u64();
  inner.destination = IpAddress::v6(high, reader.u64());
  Ipv6ExtensionWalk walk(bytes);
  while (auto header = walk.next()) {
    if (header->type != kProtocolFragment) continue;
    ByteReader fragment(header->bytes);
    fragment.skip(2);
    uint16_t word = fragment.u16();
    inner.fragment_offset = word & 0xfff8;
    inner.more_fragments = (word & 1) != 0;
  }
  if (walk.truncated() || walk.offset() > bytes.size()) {
    inner.is_cut_off = true;
    return inner;
  }
  read_ports(inner, walk.protocol(), bytes.subspan(walk.offset()));
  return inner;
}

}  // namespace avocet
