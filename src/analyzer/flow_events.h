// FlowEvents: turns what the flow room reports into script events.
//
// Which reports are wanted follows from which events have handlers (interest()); nothing else is
// built or called. Events are queued; the run loop drains the queue after each packet, so a
// handler's decision holds for that packet.
//
// A handler in the event group `Conn::if_seen` does not make its event happen for connections that
// no script has seen: it has nothing to do for a record that nobody could have changed. Likewise
// one in the group `Tunnel::if_tunneled` for connections outside tunnels.
//
// Removal hooks (base/protocols/conn/removal-hooks): the handler of connection_state_remove that
// runs them is in an event group of its own and counts as no handler. A flow that ends gets the
// event if some other handler exists, or if its record has hooks; a flow that no script saw has
// none, so in a world without other handlers it ends without a record and without an event.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "analyzer/connection_record.h"
#include "analyzer/event_maker.h"
#include "analyzer/header_records.h"
#include "analyzer/icmp_events.h"
#include "analyzer/tcp_events.h"
#include "analyzer/tunnel_events.h"
#include "analyzer/udp_connections.h"
#include "analyzer/weird_events.h"
#include "event/event_queue.h"
#include "flow/observer.h"

namespace avocet {

class Protocols;

class FlowEvents final : public FlowObserver {
 public:
  // `queue` and `shapes` outlive this. What the scripts lack is added to `errors`.
  FlowEvents(EventQueue& queue, Machine& machine, const ShapeFinder& shapes, FlowUids& uids,
             std::string& errors);

  // What the handlers that exist now want to hear of each new flow.
  FlowInterest interest() const;

  void flow_event(FlowEvent event, Flow& flow) override;
  void settle() override;
  void new_packet(Flow& flow, Side side, const PacketView& packet) override;
  void ipv6_ext_headers(Flow& flow, Side side, const PacketView& packet) override;
  void flow_label_changed(Flow& flow, Side side, uint32_t old_label, uint32_t new_label) override;
  void udp_packet(Flow& flow, Side side, const PacketView& packet) override;
  void datagram(Flow& flow, Side side, const PacketView& packet) override;
  void icmp(Flow& flow, Side side, const PacketView& packet) override;
  void tunnel_changed(Flow& flow, const Encapsulation* innermost) override;
  void tunnel_opened(Flow& flow, TunnelType type) override;
  void tunnel_confirmed(Flow& flow, TunnelType type) override;
  void tunnel_violated(Flow& flow, TunnelType type, std::string_view reason) override;
  void tunnel_payload(Flow& flow, const TunnelPayload& payload) override;
  void tunnel_packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner) override;
  void syn_packet(Flow& flow, Side side, const PacketView& packet) override;
  void tcp_packet(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                  uint64_t ack) override;
  void tcp_options(Flow& flow, Side side, const PacketView& packet) override;
  void tcp_rexmit(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                  uint64_t in_flight) override;
  void stream_data(Flow& flow, Side side, uint64_t seq, ByteSpan bytes) override;
  void stream_gap(Flow& flow, Side side, uint64_t seq, uint64_t length) override;
  void content_gap(Flow& flow, Side side, uint64_t seq, uint64_t length) override;
  void history_threshold(Flow& flow, Side side, HistoryThreshold what, uint64_t threshold) override;
  void stream_end(Flow& flow, Side side) override;
  void rexmit_inconsistency(Flow& flow, Side side, ByteSpan before, ByteSpan now,
                            uint8_t flags) override;
  void threshold_crossed(Flow& flow, Side side, uint64_t bytes, uint64_t packets) override;
  void duration_crossed(Flow& flow, Side side, NetInterval threshold) override;
  void generic_threshold_crossed(Flow& flow, uint64_t packets) override;
  bool is_analyzed(Flow& flow) override;
  bool keeps_silent_flow(Flow& flow) override;
  void flow_weird(Flow& flow, Weird weird, std::string_view additional) override;

  ConnectionRecords& connections() { return connections_; }
  const HeaderRecords& headers() const { return headers_; }
  // Who analyzes what flows carry; null: nobody. Outlives this.
  void set_protocols(Protocols* protocols) { protocols_ = protocols; }
  const EventMaker& maker() const { return maker_; }
  WeirdEvents& weirds() { return weirds_; }

  // Writes what the sides say from now on into a file; a null file ends that. The file is lent.
  void set_contents_file(Flow& flow, bool of_orig, bool of_resp, FileObject* file);

  // Has the flow dropped (FlowTable::drop), with what was raised for it and not yet handled.
  void drop(Flow& flow, NetInterval period);
  // The flow of a script's connection: null if it is over, or another has its place.
  Flow* flow_of(const FlowId& id, Record* connection);
  // The same for a udp_connection::Flow.
  Flow* flow_of_udp(const FlowId& id, Record* udp);
  // Whether base/protocols/udp_connection is at work.
  bool has_udp_connections() const { return udp_ != nullptr; }
  // The capture is at its end, and the table's flows are about to be ended.
  void finish(FlowTable& flows);

 private:
  // The record of a flow with one count, as an event argument.
  Value connection(Flow& flow) const { return maker_.connection(flow); }
  template <class... Values>
  void raise_count(const EventHandle& handle, Flow& flow, Values... further);
  Value text(std::string_view bytes) const { return maker_.text(bytes); }
  Value bytes(ByteSpan span) const { return maker_.bytes(span); }
  void remove(Flow& flow);
  // For flows with analyzers, and new ones.
  void tell_protocols(FlowEvent event, Flow& flow);
  static bool has_analyzers(const Flow& flow);
  // Whether an enabled handler of the event is in none of those groups.
  bool has_handler_outside(FlowEvent event, std::initializer_list<std::string_view> groups) const;
  void set_inactivity_by_port(Flow& flow);
  bool wants_udp_contents(const Flow& flow, Side side) const;
  bool option(const Value* global) const { return global && global->b(); }

  Machine& machine_;
  EventQueue& queue_;
  ConnectionRecords connections_;
  HeaderRecords headers_;
  Protocols* protocols_ = nullptr;
  EventMaker maker_;
  WeirdEvents weirds_;
  IcmpEvents icmp_;
  TcpEvents tcp_;
  TunnelEvents tunnels_;

  // Events with the connection alone, by FlowEvent.
  static constexpr size_t kPlainEvents = size_t(FlowEvent::kUdpSessionDone) + 1;
  std::array<EventHandle, kPlainEvents> plain_;
  std::array<FunctionId, kPlainEvents> plain_ids_{};
  EventHandle new_packet_, packet_contents_, ipv6_ext_headers_, flow_label_changed_;
  EventHandle udp_request_, udp_reply_, udp_contents_, udp_checksum_errors_;
  EventHandle status_update_, bytes_threshold_, packets_threshold_, duration_threshold_,
      generic_threshold_;
  EventHandle syn_packet_, tcp_packet_, content_gap_, connection_eof_, rexmit_inconsistency_;
  EventHandle conn_weird_;
  FunctionId timing_out_ = kNoFunction;  // hook connection_timing_out
  EventHandle tcp_checksum_errors_, tcp_zero_windows_, tcp_retransmissions_, tcp_gap_;
  std::unique_ptr<UdpConnections> udp_;  // null unless wanted
  const Value* port_inactivity_ = nullptr;
  // Options and tables of ports; null where the scripts have none.
  const Value* udp_ports_ = nullptr;
  const Value* udp_ports_orig_ = nullptr;
  const Value* udp_ports_resp_ = nullptr;
  const Value* udp_use_resp_port_ = nullptr;
  const Value* udp_all_orig_ = nullptr;
  const Value* udp_all_resp_ = nullptr;
};

}  // namespace avocet
