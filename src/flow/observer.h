// FlowObserver: how the flow room reports to whoever stands above it.
//
// Every function is called only when the flow's (for packets without a flow: the
// table's) interest has the matching FlowEvent; weirds are always reported.
// Calls come in the order of the packet's handling, on the caller's stack, while
// the flow is valid. An observer may change `interest` and `data` of the flow and
// may call the FlowTable's functions that say so; it must not process packets.
// All functions do nothing by default: a plain FlowObserver listens to nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "flow/flow.h"
#include "packet/packet_view.h"
#include "packet/tunnels.h"
#include "packet/weird.h"

namespace avocet {

// The letters of a history that repeat on a logarithmic scale.
enum class HistoryThreshold : uint8_t { kChecksumErrors, kZeroWindows, kRetransmissions, kGaps };

class FlowObserver {
 public:
  virtual ~FlowObserver() = default;

  // All events that carry the connection alone: those from kNewConnection to
  // kUdpSessionDone in FlowEvent.
  // kConnectionStateRemove comes exactly once, last, for each flow, whatever ended it.
  virtual void flow_event(FlowEvent, Flow&) {}

  // All that a timer, or the end of the capture, had to say about one flow was reported: what was
  // raised for it may be handled before the next one's turn.
  virtual void settle() {}

  // Every packet of a flow, before anything else is reported of it but kNewConnection.
  virtual void new_packet(Flow&, Side, const PacketView&) {}
  // Only packets with extension headers.
  virtual void ipv6_ext_headers(Flow&, Side, const PacketView&) {}
  virtual void flow_label_changed(Flow&, Side, uint32_t /*old_label*/, uint32_t /*new_label*/) {}
  // The packet came through other tunnels than those before; the view says which (null: none).
  virtual void tunnel_changed(Flow&, const Encapsulation*) {}

  // kTunnelOpened: a UDP flow seems to be a tunnel; then, perhaps later, there is no doubt about
  // it.
  virtual void tunnel_opened(Flow&, TunnelType) {}
  virtual void tunnel_confirmed(Flow&, TunnelType) {}
  // What came in the place of a tunnel's packet is none.
  virtual void tunnel_violated(Flow&, TunnelType, std::string_view /*reason*/) {}
  // A UDP flow carried a tunnel's packet (or control message), which is looked at next.
  virtual void tunnel_payload(Flow&, const TunnelPayload&) {}
  // The packet in it, once it was decoded and its own flow was looked at.
  virtual void tunnel_packet(Flow&, const TunnelPayload&, const PacketView& /*inner*/) {}

  // UDP: any datagram, also one with a wrong checksum, before anything of its contents is reported.
  // The observer may let handlers decide about it now: when the flow is dropped meanwhile, nothing
  // more is reported of it.
  virtual void udp_packet(Flow&, Side, const PacketView&) {}

  // UDP: one datagram, its payload in the view. kOrig is a request, kResp a reply.
  virtual void datagram(Flow&, Side, const PacketView&) {}
  virtual void icmp(Flow&, Side, const PacketView&) {}

  virtual void syn_packet(Flow&, Side, const PacketView&) {}
  // Numbers relative to the start of each stream; the payload is in the view.
  virtual void tcp_packet(Flow&, Side, const PacketView&, uint64_t /*seq*/, uint64_t /*ack*/) {}
  virtual void tcp_options(Flow&, Side, const PacketView&) {}
  virtual void tcp_rexmit(Flow&, Side, const PacketView&, uint64_t /*seq*/,
                          uint64_t /*in_flight*/) {}
  virtual void rexmit_inconsistency(Flow&, Side, ByteSpan /*before*/, ByteSpan /*now*/,
                                    uint8_t /*flags*/) {}

  // Event content_gap: bytes that the peer acknowledged and nobody saw.
  virtual void content_gap(Flow&, Side, uint64_t /*seq*/, uint64_t /*length*/) {}
  virtual void history_threshold(Flow&, Side, HistoryThreshold, uint64_t /*threshold*/) {}

  // Reassembled bytes in order, each once. `seq` counts from 1 (0 is the SYN). Interest kStream
  // must be set before the bytes arrive; the span dies with the call.
  virtual void stream_data(Flow&, Side, uint64_t /*seq*/, ByteSpan) {}
  // A hole in the stream: the next stream_data continues behind it.
  virtual void stream_gap(Flow&, Side, uint64_t /*seq*/, uint64_t /*length*/) {}
  // kStream: what still waits behind a hole when the flow is about to be removed; nobody gets it as
  // stream_data().
  virtual void stream_undelivered(Flow&, Side, ByteSpan) {}
  // kConnectionEof or kStream: nothing more will come on this side.
  virtual void stream_end(Flow&, Side) {}

  // A limit set with FlowTable::set_threshold() was reached.
  virtual void threshold_crossed(Flow&, Side, uint64_t /*bytes*/, uint64_t /*packets*/) {}
  // The same with FlowTable::set_duration_threshold(); the packet that showed it came from the
  // side.
  virtual void duration_crossed(Flow&, Side, NetInterval /*threshold*/) {}
  // Both sides together sent one of FlowOptions::generic_packet_thresholds.
  virtual void generic_threshold_crossed(Flow&, uint64_t /*packets*/) {}

  // Whether somebody takes apart what the flow carries.
  virtual bool is_analyzed(Flow&) { return false; }

  // The flow was silent for its timeout. True: it gets another one.
  virtual bool keeps_silent_flow(Flow&) { return false; }

  virtual void flow_weird(Flow&, Weird, std::string_view /*additional*/) {}
};

}  // namespace avocet
