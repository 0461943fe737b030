#include "protocol/rdp/udp_analyzer.h"

#include "protocol/rdp/datagram.h"

namespace avocet {

RdpUdpBinding::RdpUdpBinding(ProtocolWorld& world)
    : syn(world.event("rdpeudp_syn", {"connection"})),
      syn_ack(world.event("rdpeudp_synack", {"connection"})),
      established(world.event("rdpeudp_established", {"connection", "count"})),
      data(world.event("rdpeudp_data", {"connection", "bool", "count", "string"})) {}

std::unique_ptr<ProtocolAnalyzer> RdpUdpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<RdpUdpAnalyzer>(*this);
}

void RdpUdpAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  if (phase_ == Phase::kOpen) return carried(side, payload);
  if (side == Side::kResp) {
    if (phase_ == Phase::kAsked) return answer(payload);
    return violate("an answer to nothing");
  }
  std::optional<RdpUdpSyn> found = parse_rdp_udp_syn(payload);
  if (!found || found->is_answer) {
    if (phase_ == Phase::kNew) violate("nobody opens a connection");
    return;
  }
  // The same comes again until it is answered.
  if (phase_ == Phase::kNew && binding_.syn.wanted()) binding_.syn.raise({connection()});
  phase_ = Phase::kAsked;
}

void RdpUdpAnalyzer::answer(ByteSpan payload) {
  std::optional<RdpUdpSyn> found = parse_rdp_udp_syn(payload);
  if (!found || !found->is_answer) return violate("no answer to who opens a connection");
  confirm();
  phase_ = Phase::kOpen;
  is_version2_ = found->version == kRdpUdp2;
  if (binding_.syn_ack.wanted()) binding_.syn_ack.raise({connection()});
  if (binding_.established.wanted())
    binding_.established.raise({connection(), Value::of_count(is_version2_ ? 2 : 1)});
  if (!binding_.data.wanted()) leave();
}

void RdpUdpAnalyzer::carried(Side side, ByteSpan payload) {
  if (!binding_.data.wanted()) return;
  std::optional<ByteSpan> found = is_version2_ ? rdp_udp2_data(payload) : rdp_udp_data(payload);
  if (found)
    binding_.data.raise({connection(), Value::of_bool(side == Side::kOrig),
                         Value::of_count(is_version2_ ? 2 : 1), text(*found)});
}

}  // namespace avocet
