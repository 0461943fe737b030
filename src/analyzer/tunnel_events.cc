#include "analyzer/tunnel_events.h"

#include <algorithm>

#include "packet/ipv6_headers.h"

namespace avocet {

namespace {

std::string_view tag_name(TunnelType type) {
  switch (type) {
  case TunnelType::kAyiya: return "PacketAnalyzer::ANALYZER_AYIYA";
  case TunnelType::kTeredo: return "PacketAnalyzer::ANALYZER_TEREDO";
  case TunnelType::kGtpv1: return "PacketAnalyzer::ANALYZER_GTPV1";
  case TunnelType::kGre: return "PacketAnalyzer::ANALYZER_GRE";
  case TunnelType::kVxlan: return "PacketAnalyzer::ANALYZER_VXLAN";
  case TunnelType::kGeneve: return "PacketAnalyzer::ANALYZER_GENEVE";
  case TunnelType::kNone:
  case TunnelType::kIp:
  case TunnelType::kSocks:
  case TunnelType::kHttp: return {};
  }
  UNREACHABLE();
}

}  // namespace

TunnelEvents::TunnelEvents(const EventMaker& maker)
    : maker_(maker), gtp_(maker), teredo_(maker.shapes("teredo_hdr")),
      teredo_authentication_(maker.shapes("teredo_auth")),
      teredo_origin_(maker.shapes("teredo_origin")), changed_(maker.handle("tunnel_changed")),
      vxlan_packet_(maker.handle("vxlan_packet")), geneve_packet_(maker.handle("geneve_packet")),
      teredo_packet_(maker.handle("teredo_packet")),
      teredo_auth_(maker.handle("teredo_authentication")),
      teredo_origin_indication_(maker.handle("teredo_origin_indication")),
      teredo_bubble_(maker.handle("teredo_bubble")), new_teredo_(maker.handle("new_teredo_state")),
      new_gtpv1_(maker.handle("new_gtpv1_state")),
      confirmation_(maker.handle("analyzer_confirmation_info")),
      confirmation_info_(maker.shapes("AnalyzerConfirmationInfo")),
      violation_(maker.handle("analyzer_violation_info")),
      violation_info_(maker.shapes("AnalyzerViolationInfo")) {}

void TunnelEvents::add_interest(FlowInterest& interest) const {
  if (changed_.wanted()) interest.add(FlowEvent::kTunnelChanged);
  bool wants_payload = gtp_.wanted();
  for (const EventHandle* handle : {&vxlan_packet_, &geneve_packet_, &teredo_packet_, &teredo_auth_,
                                    &teredo_origin_indication_, &teredo_bubble_})
    wants_payload |= handle->wanted();
  if (wants_payload) interest.add(FlowEvent::kTunnelPayload);
  bool wants_opened =
      new_teredo_.wanted() || new_gtpv1_.wanted() || confirmation_.wanted() || violation_.wanted();
  if (wants_opened) interest.add(FlowEvent::kTunnelOpened);
}

void TunnelEvents::changed(Flow& flow, const Encapsulation* innermost) {
  if (!changed_.wanted()) return;
  std::vector<Encapsulation> layers;
  for (const Encapsulation* layer = innermost; layer != nullptr; layer = layer->outer)
    layers.push_back(*layer);
  std::reverse(layers.begin(), layers.end());
  changed_.raise({maker_.connection(flow), maker_.connections.make_tunnels(layers)});
}

void TunnelEvents::opened(Flow& flow, TunnelType type) {
  if (type == TunnelType::kTeredo && new_teredo_.wanted())
    new_teredo_.raise({maker_.connection(flow)});
  if (type == TunnelType::kGtpv1 && new_gtpv1_.wanted())
    new_gtpv1_.raise({maker_.connection(flow)});
}

const EnumLabel* TunnelEvents::tag_of(TunnelType type) const {
  const EnumType* tags = as_enum(maker_.machine.program().find_type("PacketAnalyzer::Tag"));
  std::string_view name = tag_name(type);
  return tags == nullptr || name.empty() ? nullptr : tags->find(name);
}

void TunnelEvents::confirmed(Flow& flow, TunnelType type) {
  if (!confirmation_.wanted() || !confirmation_info_) return;
  const EnumLabel* tag = tag_of(type);
  if (!tag) return;
  NamedRecord info(maker_.heap(), *confirmation_info_);
  info.set("c", maker_.connection(flow));
  confirmation_.raise({Value::of_int(tag->value), info.take()});
}

void TunnelEvents::violated(Flow& flow, TunnelType type, std::string_view reason) {
  if (!violation_.wanted() || !violation_info_) return;
  const EnumLabel* tag = tag_of(type);
  if (!tag) return;
  NamedRecord info(maker_.heap(), *violation_info_);
  info.set("c", maker_.connection(flow)).set("reason", maker_.text(reason));
  violation_.raise({Value::of_int(tag->value), info.take()});
}

void TunnelEvents::header(Flow& flow, const TunnelPayload& payload) {
  if (payload.type == TunnelType::kGtpv1) gtp_.message(flow, payload);
}

void TunnelEvents::packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner) {
  if (!inner.has_ip()) return;
  auto with_id = [&](const EventHandle& handle) {
    if (handle.wanted())
      handle.raise({maker_.connection(flow), maker_.headers.make_packet_header(inner),
                    Value::of_count(payload.id)});
  };
  switch (payload.type) {
  case TunnelType::kVxlan: return with_id(vxlan_packet_);
  case TunnelType::kGeneve: return with_id(geneve_packet_);
  case TunnelType::kTeredo: return teredo(flow, payload, inner);
  case TunnelType::kGtpv1: return gtp_.packet(flow, payload, inner);
  case TunnelType::kNone:
  case TunnelType::kIp:
  case TunnelType::kAyiya:
  case TunnelType::kSocks:
  case TunnelType::kHttp:
  case TunnelType::kGre: return;
  }
}

// RFC 4380 5.1.1. Ports and addresses of an origin indication are turned over bit by bit.
void TunnelEvents::teredo(Flow& flow, const TunnelPayload& payload, const PacketView& inner) {
  if (!teredo_ || !teredo_authentication_ || !teredo_origin_) return;
  constexpr uint16_t kOrigin = 0x0000, kAuthentication = 0x0001;
  Heap& heap = maker_.heap();
  NamedRecord header(heap, *teredo_);
  header.set("hdr", maker_.headers.make_packet_header(inner));
  bool has_auth = false, has_origin = false;
  ByteReader reader(payload.header);
  while (reader.can_read(4)) {
    uint16_t kind = reader.u16();
    if (kind == kAuthentication) {
      NamedRecord auth(heap, *teredo_authentication_);
      uint8_t id_length = reader.u8();
      uint8_t value_length = reader.u8();
      auth.bytes("id", reader.take(id_length)).bytes("value", reader.take(value_length));
      auth.count("nonce", reader.u64()).count("confirm", reader.u8());
      header.set("auth", auth.take());
      has_auth = true;
    } else if (kind == kOrigin) {
      NamedRecord origin(heap, *teredo_origin_);
      uint16_t port = reader.u16() ^ 0xffff;
      origin.set("p", Port{port, PortProtocol::kUdp}.value());
      origin.address("a", IpAddress::v4(reader.u32() ^ 0xffffffff));
      header.set("origin", origin.take());
      has_origin = true;
    } else {
      break;
    }
  }
  Value made = header.take();
  auto raise = [&](const EventHandle& handle) {
    if (handle.wanted()) handle.raise({maker_.connection(flow), retained(made)});
  };
  raise(teredo_packet_);
  if (has_auth) raise(teredo_auth_);
  if (has_origin) raise(teredo_origin_indication_);
  if (inner.ip.protocol == kProtocolNoNext) raise(teredo_bubble_);
  release(made);
}

}  // namespace avocet
