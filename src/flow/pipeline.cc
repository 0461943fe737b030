#include "flow/pipeline.h"

#include <algorithm>

#include "base/check.h"
#include "base/prefetch.h"
#include "packet/ipv6_headers.h"

namespace avocet {
namespace {

bool is_ip_tunnel(const PacketView& view) {
  uint8_t protocol = view.ip.protocol;
  return protocol == kProtocolIpip || protocol == kProtocolIpv6 || protocol == kProtocolGre;
}

bool is_looked_at(DecodeResult result) {
  switch (result) {
  case DecodeResult::kTransport:
  case DecodeResult::kNetwork:
  case DecodeResult::kArp: return true;
  case DecodeResult::kHeld:
  case DecodeResult::kIgnored:
  case DecodeResult::kUnknown:
  case DecodeResult::kBroken: return false;
  }
  UNREACHABLE();
}

// Whether the packet inside says that it is longer than the tunnel has room for.
bool is_inner_cut_off(const TunnelPayload& payload) {
  if (payload.parse != TunnelParse::kPacket) return false;
  ByteReader reader(payload.inner);
  bool is_v6 = payload.ip_version == 6;
  reader.skip(is_v6 ? 4 : 2);
  uint32_t length = reader.u16() + (is_v6 ? 40u : 0u);
  return reader.failed() || length > payload.wire_length;
}

// Who takes such tunnels apart, as scripts see the source of a weird.
std::string_view decapsulator_name(TunnelType type) {
  switch (type) {
  case TunnelType::kVxlan: return "VXLAN";
  case TunnelType::kGeneve: return "GENEVE";
  case TunnelType::kGtpv1: return "GTPV1";
  case TunnelType::kTeredo: return "TEREDO";
  case TunnelType::kAyiya: return "AYIYA";
  case TunnelType::kNone:
  case TunnelType::kIp:
  case TunnelType::kGre:
  case TunnelType::kSocks:
  case TunnelType::kHttp: return "IPTUNNEL";
  }
  UNREACHABLE();
}

// Asks memory for what a checksum will go over, behind the beginning that was asked for by whoever
// found the packet.
void fetch_rest(ByteSpan bytes) {
  constexpr size_t kBeginning = 2 * kCacheLine, kMost = 2048;
  if (bytes.size() > kBeginning)
    prefetch(bytes.data() + kBeginning, std::min(bytes.size(), kMost) - kBeginning);
}

}  // namespace

Pipeline::Pipeline(const DecodeOptions& decode, const FlowOptions& flow, PacketObserver& packets,
                   FlowObserver& flows, FlowInterest interest, FlowUids& uids)
    : packets_(packets), observer_(flows), decoder_(decode, packets), flows_(flow, flows, interest),
      uids_(uids) {
  if (uids.are_numbered()) flows_.set_numbered_uids(&uids);
}

Verdict Pipeline::process(const RawPacket& packet) {
  flows_.expect(packet.link, packet.upcoming);
  if (!decoder_.options().ignore_checksums) fetch_rest(packet.upcoming);
  flows_.advance(packet.time.whole_micros());
  forget_packet();
  is_recorded_ = true;
  DecodeResult result = decoder_.decode(packet, view_);
  current_ = &view_;
  ++packets_seen_;
  if (!is_looked_at(result)) ++packets_unprocessed_;
  Verdict verdict = dispatch(result, view_);
  if (!view_.link.aggregate_rest.empty()) {
    if (dispatch_rest(view_) == Verdict::kDrop) verdict = Verdict::kDrop;
  }
  if (packet_interest_.raw_packets) packets_.raw_packet(view_);
  return verdict;
}

Verdict Pipeline::dispatch(DecodeResult result, const PacketView& view) {
  if (address_filters_ && view.has_ip() && address_filters_->drops(view)) return Verdict::kAccept;
  switch (result) {
  case DecodeResult::kTransport: return process_transport(view);
  case DecodeResult::kArp:
    if (packet_interest_.arp) packets_.arp(view);
    return Verdict::kAccept;
  case DecodeResult::kNetwork:
    if (packet_interest_.network_packets) packets_.network_packet(view);
    return Verdict::kAccept;
  case DecodeResult::kUnknown:
    if (packet_interest_.unknown_protocols) packets_.unknown_protocol(view, decoder_.unknown());
    return Verdict::kAccept;
  case DecodeResult::kHeld:
  case DecodeResult::kIgnored:
  case DecodeResult::kBroken: return Verdict::kAccept;
  }
  UNREACHABLE();
}

// The other frames of a wireless aggregate, each a packet of its own.
Verdict Pipeline::dispatch_rest(const PacketView& view) {
  // A copy: the bytes may lie in the defragmenter, which the frames use as well.
  ByteSpan rest = view.link.aggregate_rest;
  std::vector<uint8_t> bytes(rest.begin(), rest.end());
  Verdict verdict = Verdict::kAccept;
  size_t left = bytes.size();
  while (left > 0) {
    PacketView frame;
    ByteSpan from = ByteSpan(bytes).last(left);
    DecodeResult result = decoder_.decode_inner(LinkHeader::kAggregate, from,
                                                static_cast<uint32_t>(left), view, frame);
    left = frame.link.aggregate_rest.size();
    if (dispatch(result, frame) == Verdict::kDrop) verdict = Verdict::kDrop;
  }
  return verdict;
}

Verdict Pipeline::process_transport(const PacketView& view) {
  // IGMP is a conversation of routers and hosts, not of two hosts.
  if (view.transport == Transport::kOther) return process_other(view);
  Verdict verdict = flows_.process(view);
  bool may_carry = view.transport == Transport::kUdp && verdict == Verdict::kAccept &&
                   view.transport_checksum != Checksum::kBad && tunnel_options_.max_depth > 0;
  Flow* flow = flows_.processed();
  note_recorded(verdict);
  if (!may_carry || flow == nullptr || flow->skip_processing) return verdict;
  return open_udp_tunnel(view, *flow);
}

Verdict Pipeline::process_other(const PacketView& view) {
  if (view.ip.protocol == kProtocolIgmp) {
    if (packet_interest_.igmp) packets_.igmp(view);
    return Verdict::kAccept;
  }
  if (is_ip_tunnel(view) && tunnel_options_.max_depth > 0) return open_ip_tunnel(view);
  Verdict verdict = Verdict::kAccept;
  if (tunnel_options_.unknown_transports) {
    verdict = flows_.process(view);
    note_recorded(verdict);
  }
  if (packet_interest_.unknown_protocols) packets_.unknown_transport(view);
  return verdict;
}

// A flow that was dropped may be gone.
void Pipeline::note_recorded(Verdict verdict) {
  if (verdict == Verdict::kDrop) return;
  const Flow* flow = flows_.processed();
  if (flow != nullptr && !flow->record_packets) is_recorded_ = false;
}

bool Pipeline::is_too_deep(const PacketView& view, TunnelType type) {
  int depth = view.tunnel == nullptr ? 0 : view.tunnel->depth();
  if (depth < tunnel_options_.max_depth) return false;
  ++tunnels_too_deep_;
  packets_.report(Weird::kExceededTunnelMaxDepth, view, {}, decapsulator_name(type));
  return true;
}

// Users may have others look at what a tunnel carries; what nobody knows is broken.
TunnelPayload Pipeline::dispatched(TunnelPayload payload) const {
  bool has_inner = payload.parse == TunnelParse::kPacket || payload.parse == TunnelParse::kUnknown;
  if (!has_inner) return payload;
  const LinkDispatch& dispatch = decoder_.dispatch();
  std::optional<LinkHeader> first = dispatch.child(payload.type, payload.protocol);
  // GRE announces all, and what is usual stands for all numbers that it knows.
  if (!first && payload.type == TunnelType::kGre && payload.parse == TunnelParse::kPacket)
    first = dispatch.child(payload.type, std::nullopt);
  if (first) {
    payload.first = *first;
    payload.ip_version = 0;
    if (payload.parse == TunnelParse::kUnknown) payload.weird = Weird::kCount;
    payload.parse = TunnelParse::kPacket;
  }
  if (payload.parse == TunnelParse::kUnknown) payload.parse = TunnelParse::kBroken;
  return payload;
}

void Pipeline::report_tunnel(const TunnelPayload& payload, const PacketView& view) {
  std::string number = payload.weird_number ? std::to_string(*payload.weird_number) : "";
  packets_.report(payload.weird, view, number);
}

Verdict Pipeline::open_ip_tunnel(const PacketView& view) {
  bool is_gre = view.ip.protocol == kProtocolGre;
  if (is_too_deep(view, is_gre ? TunnelType::kGre : TunnelType::kIp)) return Verdict::kAccept;
  if (!tunnel_options_.is_enabled(is_gre ? TunnelType::kGre : TunnelType::kIp))
    return Verdict::kAccept;
  TunnelPayload payload = dispatched(
      is_gre ? decode_gre(view.transport_bytes, view.payload_length)
             : decode_ip_in_ip(view.ip.protocol, view.transport_bytes, view.payload_length));
  if (payload.weird != Weird::kCount) report_tunnel(payload, view);
  if (payload.parse != TunnelParse::kPacket) return Verdict::kAccept;
  return process_inner(payload, view, ip_tunnel_layer(view, payload.type), nullptr);
}

Encapsulation Pipeline::ip_tunnel_layer(const PacketView& view, TunnelType type) {
  auto [low, high] = std::minmax(view.ip.source, view.ip.destination);
  auto [known, is_new] = ip_tunnels_.try_emplace({low, high, view.ip.protocol});
  IpTunnel& tunnel = known->second;
  if (is_new) {
    tunnel.place = ip_tunnel_order_.insert(ip_tunnel_order_.end(), known->first);
    size_t limit = tunnel_options_.max_ip_tunnels;
    if (limit > 0 && ip_tunnels_.size() > limit) {
      // The one that is silent for the longest time goes.
      ++tunnel_limit_hits_;
      ip_tunnels_.erase(ip_tunnel_order_.front());
      ip_tunnel_order_.pop_front();
    }
  } else {
    ip_tunnel_order_.splice(ip_tunnel_order_.end(), ip_tunnel_order_, tunnel.place);
  }
  bool is_stale = tunnel_options_.ip_tunnel_timeout.nanos > 0 &&
                  tunnel.last + tunnel_options_.ip_tunnel_timeout <= view.time;
  if (!tunnel.start.is_set() || is_stale)
    tunnel = {view.ip.source, view.time, view.time,
              uids_.of_tunnel(low, high, view.ip.protocol, view.time), tunnel.place};
  tunnel.last = view.time;
  Encapsulation layer;
  layer.type = type;
  layer.protocol = view.ip.protocol;
  layer.orig = tunnel.first_source;
  layer.resp = low == tunnel.first_source ? high : low;
  layer.uid_high = tunnel.uid.high;
  layer.uid_low = tunnel.uid.low;
  layer.outer = view.tunnel;
  return layer;
}

TunnelPayload Pipeline::udp_tunnel(const PacketView& view) const {
  ByteSpan bytes = view.payload;
  uint32_t length = view.payload_length;
  switch (tunnel_options_.ports.of(view.source_port, view.destination_port)) {
  case TunnelType::kVxlan: return decode_vxlan(bytes, length);
  case TunnelType::kGeneve: return decode_geneve(bytes, length);
  case TunnelType::kGtpv1: return decode_gtpv1(bytes, length);
  case TunnelType::kGre: return decode_gre(bytes, length);
  case TunnelType::kAyiya: return decode_ayiya(bytes, length);
  case TunnelType::kTeredo: return decode_teredo(bytes, length);
  case TunnelType::kNone:
  case TunnelType::kIp:
  case TunnelType::kSocks:
  case TunnelType::kHttp: break;
  }
  if (!tunnel_options_.detect_on_any_port || bytes.size() < 40) return {};
  // Anything but the two versions of the first nibble and Teredo's own headers is quickly ruled
  // out.
  bool may_be_teredo = bytes[0] >> 4 == 6 || (bytes[0] == 0 && bytes[1] <= 1);
  return may_be_teredo ? decode_teredo(bytes, length) : TunnelPayload{};
}

Verdict Pipeline::open_udp_tunnel(const PacketView& view, Flow& flow) {
  TunnelPayload payload = dispatched(udp_tunnel(view));
  if (payload.parse == TunnelParse::kNotATunnel) return Verdict::kAccept;
  if (!tunnel_options_.is_enabled(payload.type)) return Verdict::kAccept;
  if (is_too_deep(view, payload.type)) {
    flows_.note_partial_analysis(flow);
    return Verdict::kAccept;
  }
  if (payload.weird != Weird::kCount) {
    if (payload.type == TunnelType::kTeredo) {
      packets_.counters().add(payload.weird);
      observer_.flow_weird(flow, payload.weird, {});
    } else {
      report_tunnel(payload, view);
    }
  }
  if (payload.parse == TunnelParse::kBroken) return Verdict::kAccept;
  if (payload.type == TunnelType::kGtpv1 && is_inner_cut_off(payload)) {
    if (flow.interest.wants(FlowEvent::kTunnelOpened))
      observer_.tunnel_violated(flow, payload.type, "Truncated GTPv1");
    return Verdict::kAccept;
  }
  if (payload.type == TunnelType::kGeneve) geneve_headers_.push_back(payload.header);
  // GRE is a tunnel between hosts, whatever carries it.
  if (payload.type == TunnelType::kGre) {
    if (payload.parse != TunnelParse::kPacket) return Verdict::kAccept;
    return process_inner(payload, view, ip_tunnel_layer(view, TunnelType::kGre), nullptr);
  }
  bool is_wanted = flow.interest.wants(FlowEvent::kTunnelPayload);
  note_tunnel(flow, payload);
  if (is_wanted) observer_.tunnel_payload(flow, payload);
  if (payload.parse != TunnelParse::kPacket) return Verdict::kAccept;

  UidBits uid = uids_.of(flow);
  Encapsulation layer;
  layer.type = payload.type;
  layer.protocol = kProtocolUdp;
  layer.orig = flow.orig_addr;
  layer.resp = flow.resp_addr;
  layer.orig_port = flow.orig_port;
  layer.resp_port = flow.resp_port;
  layer.uid_high = uid.high;
  layer.uid_low = uid.low;
  layer.outer = view.tunnel;
  return process_inner(payload, view, layer, &flow);
}

// Teredo is recognised by its looks, so both sides must have sent something; ports of GTP carry
// much that only looks like it, so there must be a packet inside.
void Pipeline::note_tunnel(Flow& flow, const TunnelPayload& payload) {
  TunnelType type = payload.type;
  if (flow.sure_of_tunnel) return;
  bool is_told = flow.interest.wants(FlowEvent::kTunnelOpened);
  bool is_new = !flow.carries_tunnel;
  flow.carries_tunnel = true;
  if (is_new && is_told) observer_.tunnel_opened(flow, type);
  bool needs_both = (type == TunnelType::kTeredo && tunnel_options_.delay_teredo_confirmation) ||
                    (type == TunnelType::kGtpv1 && tunnel_options_.delay_gtp_confirmation);
  if (needs_both && (flow.orig().packets == 0 || flow.resp().packets == 0)) return;
  if (type == TunnelType::kGtpv1 && payload.parse != TunnelParse::kPacket) return;
  flow.sure_of_tunnel = true;
  if (is_told) observer_.tunnel_confirmed(flow, type);
}

Verdict Pipeline::process_inner(const TunnelPayload& payload, const PacketView& outer,
                                const Encapsulation& layer, Flow* carrier) {
  bool has_wrong_version = payload.ip_version != 0 && !payload.inner.empty() &&
                           payload.inner[0] >> 4 != payload.ip_version;
  if (has_wrong_version) {
    packets_.report(Weird::kInvalidInnerIpVersion, outer);
    return Verdict::kAccept;
  }
  PacketView inner;
  DecodeResult result =
      decoder_.decode_inner(payload.first, payload.inner, payload.wire_length, outer, layer, inner);
  bool is_wanted = carrier != nullptr && carrier->interest.wants(FlowEvent::kTunnelPayload);
  FlowId carrier_id = is_wanted ? FlowId::of(*carrier) : FlowId{};
  Verdict verdict = dispatch(result, inner);
  // The inner packet may have cost its carrier the place in the table.
  if (is_wanted) carrier = flows_.find(carrier_id);
  if (is_wanted && carrier != nullptr) observer_.tunnel_packet(*carrier, payload, inner);
  if (inner.link.aggregate_rest.empty()) return verdict;
  return dispatch_rest(inner) == Verdict::kDrop ? Verdict::kDrop : verdict;
}

}  // namespace avocet
