// The transport half of PacketDecoder: TCP, UDP, ICMP of both versions.
#include <algorithm>

#include "base/check.h"
#include "base/fixed_header.h"
#include "packet/checksum.h"
#include "packet/decoder.h"
#include "packet/ipv6_headers.h"

namespace avocet {

DecodeResult PacketDecoder::decode_transport(PacketView& view) {
  DecodeResult result = decode_known_transport(view);
  bool is_asked = gate_ != nullptr && result == DecodeResult::kTransport;
  return is_asked && gate_->discards_transport(view) ? DecodeResult::kIgnored : result;
}

DecodeResult PacketDecoder::decode_known_transport(PacketView& view) {
  view.payload = view.transport_bytes;
  switch (view.ip.protocol) {
  case kProtocolTcp: return decode_tcp(view);
  case kProtocolUdp: return decode_udp(view);
  case kProtocolIcmp:
  case kProtocolIcmpv6: return decode_icmp(view);
  case kProtocolNoNext:
    // Of a bubble without an inner packet whoever opened Teredo tells.
    if (view.tunnel == nullptr || view.tunnel->type != TunnelType::kTeredo)
      weirds_.report(Weird::kIpv6NoNext, view);
    return DecodeResult::kNetwork;
  case kProtocolEsp:
  case kProtocolMobility: return DecodeResult::kNetwork;
  default: view.transport = Transport::kOther; return DecodeResult::kTransport;
  }
}

bool PacketDecoder::has_transport_header(size_t size, PacketView& view) {
  if (view.payload_length < size) {
    weirds_.report(Weird::kTruncatedHeader, view);
    return false;
  }
  if (view.transport_bytes.size() < size) {
    weirds_.report(Weird::kInternallyTruncatedHeader, view);
    return false;
  }
  return true;
}

Checksum PacketDecoder::transport_checksum(const PacketView& view) const {
  bool is_whole = view.transport_bytes.size() >= view.payload_length;
  if (!is_whole || !checks_checksums(view)) return Checksum::kUnchecked;
  ByteSpan covered = view.transport_bytes.first(view.payload_length);
  if (view.ip.protocol == kProtocolIcmp) {
    return is_checksum_valid(covered) ? Checksum::kGood : Checksum::kBad;
  }
  ChecksumSum sum;
  sum.add_pseudo_header(view.ip.source, view.ip.destination, view.ip.protocol, view.payload_length);
  sum.add(covered);
  return sum.folded() == 0xffff ? Checksum::kGood : Checksum::kBad;
}

DecodeResult PacketDecoder::decode_tcp(PacketView& view) {
  if (!has_transport_header(20, view)) return DecodeResult::kBroken;
  FixedHeader<20> header(view.transport_bytes);
  TcpView& tcp = view.tcp;
  view.source_port = header.u16<0>();
  view.destination_port = header.u16<2>();
  tcp.seq = header.u32<4>();
  tcp.ack = header.u32<8>();
  uint8_t offset = header.u8<12>();
  tcp.header_length = static_cast<uint8_t>((offset >> 4) * 4);
  tcp.reserved = offset & 0x0f;
  tcp.flags = header.u8<13>();
  tcp.window = header.u16<14>();
  tcp.checksum = header.u16<16>();
  tcp.urgent = header.u16<18>();
  view.transport = Transport::kTcp;
  view.transport_checksum = transport_checksum(view);

  tcp.bad_header_length = tcp.header_length < 20 || tcp.header_length > view.payload_length;
  if (tcp.bad_header_length) {
    view.payload = {};
    view.payload_length = 0;
    return DecodeResult::kTransport;
  }
  tcp.header_cut_off = tcp.header_length > view.transport_bytes.size();
  size_t captured_header = std::min<size_t>(tcp.header_length, view.transport_bytes.size());
  tcp.options = view.transport_bytes.subspan(20, captured_header - 20);
  view.payload = view.transport_bytes.subspan(captured_header);
  view.payload_length -= tcp.header_length;
  return DecodeResult::kTransport;
}

DecodeResult PacketDecoder::decode_udp(PacketView& view) {
  if (!has_transport_header(8, view)) return DecodeResult::kBroken;
  FixedHeader<8> header(view.transport_bytes);
  view.source_port = header.u16<0>();
  view.destination_port = header.u16<2>();
  view.udp.length = header.u16<4>();
  view.udp.checksum = header.u16<6>();
  view.transport = Transport::kUdp;
  bool is_absent = view.udp.checksum == 0 && view.ip.version == 4;
  view.transport_checksum = is_absent ? Checksum::kAbsent : transport_checksum(view);
  const std::vector<uint16_t>& trusted = options_.ignore_checksums_ports;
  bool may_be_bad = !trusted.empty() && view.transport_checksum == Checksum::kBad;
  if (may_be_bad &&
      std::find(trusted.begin(), trusted.end(), view.destination_port) != trusted.end())
    view.transport_checksum = Checksum::kUnchecked;
  view.payload = view.transport_bytes.subspan(8);
  view.payload_length -= 8;
  return DecodeResult::kTransport;
}

DecodeResult PacketDecoder::decode_icmp(PacketView& view) {
  if (!has_transport_header(8, view)) return DecodeResult::kBroken;
  FixedHeader<8> header(view.transport_bytes);
  view.icmp.type = header.u8<0>();
  view.icmp.code = header.u8<1>();
  view.icmp.checksum = header.u16<2>();
  view.icmp.rest = header.u32<4>();
  view.icmp.is_v6 = view.ip.protocol == kProtocolIcmpv6;
  view.transport = Transport::kIcmp;
  view.transport_checksum = transport_checksum(view);
  view.payload = view.transport_bytes.subspan(8);
  view.payload_length -= 8;
  return DecodeResult::kTransport;
}

}  // namespace avocet
