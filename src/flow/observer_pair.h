// FlowObserverPair: reports to two observers where a table can have but one.
//
// The second hears of everything behind the first, but of the end of a flow before it: what it
// raises then still belongs to the flow. Interest is kept per flow, not per observer: each hears
// what either wants.
#pragma once

#include "flow/observer.h"

namespace avocet {

class FlowObserverPair final : public FlowObserver {
 public:
  // Both outlive the pair.
  FlowObserverPair(FlowObserver& first, FlowObserver& second) : first_(first), second_(second) {}

  void flow_event(FlowEvent event, Flow& flow) override {
    bool last = event == FlowEvent::kConnectionStateRemove;
    if (last) second_.flow_event(event, flow);
    first_.flow_event(event, flow);
    if (!last) second_.flow_event(event, flow);
  }
  void settle() override {
    first_.settle();
    second_.settle();
  }
  void new_packet(Flow& flow, Side side, const PacketView& packet) override {
    first_.new_packet(flow, side, packet);
    second_.new_packet(flow, side, packet);
  }
  void ipv6_ext_headers(Flow& flow, Side side, const PacketView& packet) override {
    first_.ipv6_ext_headers(flow, side, packet);
    second_.ipv6_ext_headers(flow, side, packet);
  }
  void flow_label_changed(Flow& flow, Side side, uint32_t old_label, uint32_t new_label) override {
    first_.flow_label_changed(flow, side, old_label, new_label);
    second_.flow_label_changed(flow, side, old_label, new_label);
  }
  void tunnel_changed(Flow& flow, const Encapsulation* tunnel) override {
    first_.tunnel_changed(flow, tunnel);
    second_.tunnel_changed(flow, tunnel);
  }
  void tunnel_opened(Flow& flow, TunnelType type) override {
    first_.tunnel_opened(flow, type);
    second_.tunnel_opened(flow, type);
  }
  void tunnel_confirmed(Flow& flow, TunnelType type) override {
    first_.tunnel_confirmed(flow, type);
    second_.tunnel_confirmed(flow, type);
  }
  void tunnel_violated(Flow& flow, TunnelType type, std::string_view reason) override {
    first_.tunnel_violated(flow, type, reason);
    second_.tunnel_violated(flow, type, reason);
  }
  void tunnel_payload(Flow& flow, const TunnelPayload& payload) override {
    first_.tunnel_payload(flow, payload);
    second_.tunnel_payload(flow, payload);
  }
  void tunnel_packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner) override {
    first_.tunnel_packet(flow, payload, inner);
    second_.tunnel_packet(flow, payload, inner);
  }
  void udp_packet(Flow& flow, Side side, const PacketView& packet) override {
    first_.udp_packet(flow, side, packet);
    second_.udp_packet(flow, side, packet);
  }
  void datagram(Flow& flow, Side side, const PacketView& packet) override {
    first_.datagram(flow, side, packet);
    second_.datagram(flow, side, packet);
  }
  void icmp(Flow& flow, Side side, const PacketView& packet) override {
    first_.icmp(flow, side, packet);
    second_.icmp(flow, side, packet);
  }
  void syn_packet(Flow& flow, Side side, const PacketView& packet) override {
    first_.syn_packet(flow, side, packet);
    second_.syn_packet(flow, side, packet);
  }
  void tcp_packet(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                  uint64_t ack) override {
    first_.tcp_packet(flow, side, packet, seq, ack);
    second_.tcp_packet(flow, side, packet, seq, ack);
  }
  void tcp_options(Flow& flow, Side side, const PacketView& packet) override {
    first_.tcp_options(flow, side, packet);
    second_.tcp_options(flow, side, packet);
  }
  void tcp_rexmit(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                  uint64_t in_flight) override {
    first_.tcp_rexmit(flow, side, packet, seq, in_flight);
    second_.tcp_rexmit(flow, side, packet, seq, in_flight);
  }
  void rexmit_inconsistency(Flow& flow, Side side, ByteSpan before, ByteSpan now,
                            uint8_t flags) override {
    first_.rexmit_inconsistency(flow, side, before, now, flags);
    second_.rexmit_inconsistency(flow, side, before, now, flags);
  }
  void content_gap(Flow& flow, Side side, uint64_t seq, uint64_t length) override {
    first_.content_gap(flow, side, seq, length);
    second_.content_gap(flow, side, seq, length);
  }
  void history_threshold(Flow& flow, Side side, HistoryThreshold what,
                         uint64_t threshold) override {
    first_.history_threshold(flow, side, what, threshold);
    second_.history_threshold(flow, side, what, threshold);
  }
  void stream_data(Flow& flow, Side side, uint64_t seq, ByteSpan bytes) override {
    first_.stream_data(flow, side, seq, bytes);
    second_.stream_data(flow, side, seq, bytes);
  }
  void stream_gap(Flow& flow, Side side, uint64_t seq, uint64_t length) override {
    first_.stream_gap(flow, side, seq, length);
    second_.stream_gap(flow, side, seq, length);
  }
  void stream_undelivered(Flow& flow, Side side, ByteSpan bytes) override {
    first_.stream_undelivered(flow, side, bytes);
    second_.stream_undelivered(flow, side, bytes);
  }
  void stream_end(Flow& flow, Side side) override {
    first_.stream_end(flow, side);
    second_.stream_end(flow, side);
  }
  void threshold_crossed(Flow& flow, Side side, uint64_t bytes, uint64_t packets) override {
    first_.threshold_crossed(flow, side, bytes, packets);
    second_.threshold_crossed(flow, side, bytes, packets);
  }
  void duration_crossed(Flow& flow, Side side, NetInterval threshold) override {
    first_.duration_crossed(flow, side, threshold);
    second_.duration_crossed(flow, side, threshold);
  }
  void generic_threshold_crossed(Flow& flow, uint64_t packets) override {
    first_.generic_threshold_crossed(flow, packets);
    second_.generic_threshold_crossed(flow, packets);
  }
  bool is_analyzed(Flow& flow) override {
    return first_.is_analyzed(flow) || second_.is_analyzed(flow);
  }
  bool keeps_silent_flow(Flow& flow) override {
    bool first = first_.keeps_silent_flow(flow);
    return second_.keeps_silent_flow(flow) || first;
  }
  void flow_weird(Flow& flow, Weird weird, std::string_view additional) override {
    first_.flow_weird(flow, weird, additional);
    second_.flow_weird(flow, weird, additional);
  }

 private:
  FlowObserver& first_;
  FlowObserver& second_;
};

}  // namespace avocet
