#include "packet/decoder.h"

#include <algorithm>

#include "base/check.h"
#include "base/fixed_header.h"
#include "packet/checksum.h"
#include "packet/ipv6_addresses.h"
#include "packet/ipv6_headers.h"

namespace avocet {

PacketDecoder::PacketDecoder(const DecodeOptions& options, PacketWeirdSink& weirds)
    : options_(options), weirds_(weirds), link_decoder_(weirds),
      defragmenter_(options_.fragments, weirds) {}

DecodeResult PacketDecoder::decode(const RawPacket& packet, PacketView& view) {
  view = PacketView{};
  fragment_of_ = {};
  view.time = packet.time.whole_micros();
  view.raw = &packet;
  uint32_t wire_length = std::max(packet.wire_length, static_cast<uint32_t>(packet.data.size()));
  return decode_link(link_decoder_.decode(packet.link, packet.data, wire_length, view), view);
}

DecodeResult PacketDecoder::decode_inner(LinkHeader first, ByteSpan bytes, uint32_t wire_length,
                                         const PacketView& outer, const Encapsulation& layer,
                                         PacketView& inner) {
  inner = PacketView{};
  inner.time = outer.time;
  inner.raw = outer.raw;
  inner.tunnel = &layer;
  return decode_link(link_decoder_.decode_from(first, bytes, wire_length, inner), inner);
}

DecodeResult PacketDecoder::decode_inner(LinkHeader first, ByteSpan bytes, uint32_t wire_length,
                                         const PacketView& beside, PacketView& inner) {
  inner = PacketView{};
  inner.time = beside.time;
  inner.raw = beside.raw;
  inner.tunnel = beside.tunnel;
  return decode_link(link_decoder_.decode_from(first, bytes, wire_length, inner), inner);
}

DecodeResult PacketDecoder::decode_link(const LinkResult& link, PacketView& view) {
  view.network_bytes = link.bytes;
  switch (link.end) {
  case LinkEnd::kIp: return decode_ip(link.bytes, link.wire_length, view);
  case LinkEnd::kArp: view.network = Network::kArp; return DecodeResult::kArp;
  case LinkEnd::kIgnored: return DecodeResult::kIgnored;
  case LinkEnd::kUnknown:
    view.network = Network::kOther;
    last_link_ = link;
    return DecodeResult::kUnknown;
  case LinkEnd::kBroken: return DecodeResult::kBroken;
  }
  UNREACHABLE();
}

DecodeResult PacketDecoder::broken(Weird weird, const PacketView& view) {
  weirds_.report(weird, view);
  return DecodeResult::kBroken;
}

DecodeResult PacketDecoder::decode_ip(ByteSpan bytes, uint32_t wire_length, PacketView& view) {
  if (bytes.size() < 20) return broken(Weird::kTruncatedIp, view);
  view.network_bytes = bytes;
  switch (bytes[0] >> 4) {
  case 4: return decode_ipv4(bytes, wire_length, view);
  case 6: return decode_ipv6(bytes, wire_length, view);
  default: return broken(Weird::kUnknownIpVersion, view);
  }
}

bool PacketDecoder::trusts_sender(const PacketView& view) const {
  return std::any_of(options_.ignore_checksums_nets.begin(), options_.ignore_checksums_nets.end(),
                     [&](const Prefix& net) { return net.contains(view.ip.source); });
}

DecodeResult PacketDecoder::decode_ipv4(ByteSpan bytes, uint32_t wire_length, PacketView& view) {
  FixedHeader<20> header(bytes);
  IpView& ip = view.ip;
  ip.version = 4;
  ip.header_length = (header.u8<0>() & 0x0f) * 4u;
  ip.traffic_class = header.u8<1>();
  ip.total_length = ip.stated_length = header.u16<2>();
  ip.id = header.u16<4>();
  uint16_t fragment = header.u16<6>();
  ip.dont_fragment = (fragment & 0x4000) != 0;
  ip.more_fragments = (fragment & 0x2000) != 0;
  ip.fragment_offset = (fragment & 0x1fff) * 8u;
  ip.ttl = header.u8<8>();
  ip.protocol = header.u8<9>();
  ip.source = IpAddress::v4(header.u32<12>());
  ip.destination = IpAddress::v4(header.u32<16>());

  if (ip.total_length == 0) {
    // Segmentation offload leaves the length empty in captures of the sending host.
    weirds_.report(Weird::kIpHeaderLengthZero, view);
    ip.total_length = static_cast<uint32_t>(bytes.size());
  }
  if (ip.total_length > wire_length) return broken(Weird::kTruncatedIpLength, view);
  if (ip.header_length > ip.total_length) return broken(Weird::kInvalidIpHeaderSize, view);
  if (ip.header_length > bytes.size()) return broken(Weird::kInternallyTruncatedHeader, view);
  if (ip.header_length < 20) return broken(Weird::kIpv4MinHeaderSize, view);
  view.network = Network::kIpv4;
  ip.header = bytes.first(ip.header_length);

  if (!view.ip.reassembled && checks_checksums(view)) {
    bool good = is_checksum_valid(ip.header);
    view.ip_checksum = good ? Checksum::kGood : Checksum::kBad;
    if (!good) return broken(Weird::kBadIpChecksum, view);
  }
  ByteSpan captured = bytes.first(std::min<size_t>(bytes.size(), ip.total_length));
  view.network_bytes = captured;
  view.transport_bytes = captured.subspan(ip.header_length);
  view.payload_length = ip.total_length - ip.header_length;
  if (is_passed_over(view)) return DecodeResult::kIgnored;
  if (!ip.is_fragment()) return decode_transport(view);
  return decode_fragment({ip.header, view.transport_bytes, view.payload_length, ip.protocol, 9},
                         view);
}

DecodeResult PacketDecoder::decode_ipv6(ByteSpan bytes, uint32_t wire_length, PacketView& view) {
  if (bytes.size() < 40) return broken(Weird::kTruncatedIp, view);
  FixedHeader<40> header(bytes);
  IpView& ip = view.ip;
  uint32_t first = header.u32<0>();
  ip.version = 6;
  ip.traffic_class = static_cast<uint8_t>(first >> 20);
  ip.flow_label = first & 0xfffff;
  uint32_t payload_length = header.u16<4>();
  ip.stated_length = payload_length + 40;
  ip.first_next_header = header.u8<6>();
  ip.ttl = header.u8<7>();
  ip.source = IpAddress::v6(header.u64<8>(), header.u64<16>());
  ip.destination = IpAddress::v6(header.u64<24>(), header.u64<32>());

  // A jumbogram, or segmentation offload: as long as the packet.
  if (payload_length == 0 && wire_length > 40 && options_.ignore_checksums) {
    payload_length = wire_length - 40;
  }
  ip.total_length = payload_length + 40;
  if (ip.total_length > wire_length) return broken(Weird::kTruncatedIpLength, view);
  view.network = Network::kIpv6;

  ByteSpan captured = bytes.first(std::min<size_t>(bytes.size(), ip.total_length));
  view.network_bytes = captured;
  Defragmenter::Fragment fragment{};
  // Headers may go on behind what the length says: they are read before that counts against them.
  if (!read_extension_headers(bytes, view, fragment)) return DecodeResult::kBroken;
  if (ip.header_length > ip.total_length) {
    if (!ip.reassembled) view.network = Network::kNone;
    return broken(Weird::kInvalidIpHeaderSize, view);
  }
  ip.header = captured.first(ip.header_length);
  view.transport_bytes = captured.subspan(ip.header_length);
  view.payload_length = ip.total_length - ip.header_length;
  if (is_passed_over(view)) return DecodeResult::kIgnored;
  if (!fragment.header.empty()) {
    // A source fragments once (RFC 8200 4.5): a chain of such headers would be as deep as it likes.
    if (ip.reassembled) return broken(Weird::kNestedFragmentHeader, view);
    fragment.payload = view.transport_bytes;
    fragment.payload_length = view.payload_length;
    return decode_fragment(fragment, view);
  }
  return decode_transport(view);
}

// RFC 6275 6.1.1: the checksum covers the header and a pseudo-header of final addresses.
bool PacketDecoder::is_mobility_sound(ByteSpan header, const PacketView& view) const {
  if (!checks_checksums(view)) return true;
  ChecksumSum sum;
  sum.add_pseudo_header(view.ip.source, view.ip.destination, kProtocolMobility,
                        static_cast<uint32_t>(header.size()));
  sum.add(header);
  return sum.folded() == 0xffff;
}

void PacketDecoder::note_mobility_oddities(ByteSpan header, const PacketView& view) {
  ByteReader reader(header);
  if (reader.u8() != kProtocolNoNext) weirds_.report(Weird::kMobilityPiggyback, view);
  reader.skip(1);
  constexpr uint8_t kBindingError = 7;  // the last type of RFC 6275
  uint8_t type = reader.u8();
  if (type > kBindingError) weirds_.report(Weird::kUnknownMobilityType, view, std::to_string(type));
}

bool PacketDecoder::heed_routing_header(ByteSpan header, PacketView& view) {
  RoutingHeader routing = read_routing_header(header);
  bool is_type0 = routing.type == RoutingHeader::kType0;
  if (!is_type0 && routing.type != RoutingHeader::kType2)
    weirds_.report(Weird::kUnknownRoutingType, view, std::to_string(routing.type));
  if (routing.destination) view.ip.destination = *routing.destination;
  if (routing.has_segments_left && !routing.is_sound)
    weirds_.report(is_type0 ? Weird::kOddRouting0Length : Weird::kBadRouting2Length, view);
  if (is_type0) weirds_.report(Weird::kRoutingHeader0, view);
  return routing.destination.has_value();
}

bool PacketDecoder::read_extension_headers(ByteSpan packet, PacketView& view,
                                           Defragmenter::Fragment& fragment) {
  IpView& ip = view.ip;
  Ipv6ExtensionWalk walk(packet);
  bool has_final = false;
  // The chain ends at a fragment header: the rest of it belongs to the whole datagram.
  while (fragment.header.empty()) {
    uint32_t protocol_offset = walk.protocol_offset();
    auto header = walk.next();
    if (!header) break;
    ip.has_extension_headers = true;
    if (header->type == kProtocolRouting && has_final)
      weirds_.report(Weird::kMultipleRoutingHeaders, view);
    else if (header->type == kProtocolRouting)
      has_final = heed_routing_header(header->bytes, view);
    if (header->type == kProtocolDestinationOptions) {
      HomeAddress home = read_home_address(header->bytes);
      if (home.address) ip.source = *home.address;
      for (Weird problem : home.problems) weirds_.report(problem, view);
    }
    if (header->type == kProtocolMobility && !is_mobility_sound(header->bytes, view)) {
      weirds_.report(Weird::kBadMobilityChecksum, view);
      return false;
    }
    if (header->type == kProtocolMobility) note_mobility_oddities(header->bytes, view);
    if (header->type == kProtocolFragment) {
      ByteReader reader(header->bytes);
      reader.skip(2);
      uint16_t offset_and_flags = reader.u16();
      ip.fragment_offset = offset_and_flags & 0xfff8;
      ip.more_fragments = (offset_and_flags & 1) != 0;
      ip.id = reader.u32();
      if (ip.is_fragment())
        fragment = {packet.first(header->offset), {}, 0, header->next, protocol_offset};
    }
  }
  ip.header_length = walk.offset();
  ip.protocol = walk.protocol();
  if (walk.truncated()) {
    // By its own lengths, or only because the capture is cut.
    bool is_whole = packet.size() >= ip.total_length;
    if (is_whole) view.network = Network::kNone;
    weirds_.report(is_whole ? Weird::kInvalidIpHeaderSize : Weird::kInternallyTruncatedHeader,
                   view);
    return false;
  }
  return true;
}

DecodeResult PacketDecoder::decode_fragment(const Defragmenter::Fragment& fragment,
                                            PacketView& view) {
  // Cut off, the datagram can't be put together; its beginning still tells whose it is.
  bool is_cut = fragment.payload.size() < fragment.payload_length;
  if (is_cut && view.ip.fragment_offset == 0) {
    weirds_.report(Weird::kIncompletelyCapturedFragment, view);
    return decode_transport(view);
  }
  auto whole = defragmenter_.add(fragment, view);
  fragment_of_ = {defragmenter_.last_datagram(), whole.has_value()};
  if (!whole) return DecodeResult::kHeld;
  LinkView link = view.link;
  ptrdiff_t before = view.network_bytes.data() - view.raw->data.data();
  bool is_known = !view.tunnel && before > 0 && before <= ptrdiff_t(view.raw->data.size());
  link.length = is_known ? uint16_t(before) : 0;
  PacketView again;
  again.time = view.time;
  again.raw = view.raw;
  again.tunnel = view.tunnel;
  again.link = link;
  again.ip.reassembled = true;
  view = again;
  return decode_ip(*whole, static_cast<uint32_t>(whole->size()), view);
}

}  // namespace avocet
