#include "analyzer/flow_events.h"

#include <algorithm>

#include "analyzer/protocols.h"
#include "analyzer/weirds.h"
#include "flow/flow_table.h"
#include "vm/computed_defaults.h"

namespace avocet {

namespace {

constexpr std::string_view kRemovalHooksGroup = "Conn::removal_hooks";
constexpr std::string_view kSeenGroup = "Conn::if_seen";
constexpr std::string_view kTunneledGroup = "Tunnel::if_tunneled";

// The script-level names of the events with the connection alone, by FlowEvent.
constexpr std::string_view kPlainNames[] = {
    "new_connection",          "connection_attempt",       "connection_established",
    "partial_connection",      "connection_rejected",      "connection_reset",
    "connection_finished",     "connection_half_finished", "connection_partial_close",
    "connection_pending",      "connection_timeout",       "connection_reused",
    "connection_flipped",      "connection_first_ACK",     "connection_state_remove",
    "new_connection_contents", "udp_session_done"};

Value side_value(Side side) { return Value::of_bool(side == Side::kOrig); }

std::string flag_letters(uint8_t flags) {
  constexpr std::pair<uint8_t, char> kLetters[] = {{kTcpSyn, 'S'}, {kTcpFin, 'F'},  {kTcpRst, 'R'},
                                                   {kTcpAck, 'A'}, {kTcpPush, 'P'}, {kTcpUrg, 'U'}};
  std::string letters;
  for (auto [bit, letter] : kLetters)
    if (flags & bit) letters += letter;
  return letters;
}

}  // namespace

FlowEvents::FlowEvents(EventQueue& queue, Machine& machine, const ShapeFinder& shapes,
                       FlowUids& uids, std::string& errors)
    : machine_(machine), queue_(queue),
      connections_(
          machine.heap(), shapes, uids,
          [&machine,
           hook = machine.program().find_function("connection_record_made")](Record* made) {
            compute_defaults(machine, made);
            Value argument = Value::of(made);
            if (hook != kNoFunction && machine.has_handlers(hook))
              machine.run_hook(hook, {&argument, 1});
          },
          errors),
      headers_(machine.heap(), shapes, errors), maker_{machine, queue, connections_, headers_,
                                                       shapes},
      weirds_(queue, machine), icmp_(maker_, weirds_, *this), tcp_(maker_), tunnels_(maker_) {
  static_assert(std::size(kPlainNames) == kPlainEvents);
  const Program& program = machine.program();
  for (size_t i = 0; i < kPlainEvents; ++i) {
    plain_[i] = EventHandle(queue, program, kPlainNames[i]);
    plain_ids_[i] = program.find_function(kPlainNames[i]);
  }
  auto bind = [&](EventHandle& handle, std::string_view name) {
    handle = EventHandle(queue, program, name);
  };
  bind(new_packet_, "new_packet");
  bind(packet_contents_, "packet_contents");
  bind(ipv6_ext_headers_, "ipv6_ext_headers");
  bind(flow_label_changed_, "connection_flow_label_changed");
  bind(udp_request_, "udp_request");
  bind(udp_reply_, "udp_reply");
  bind(udp_contents_, "udp_contents");
  bind(udp_checksum_errors_, "udp_multiple_checksum_errors");
  bind(status_update_, "connection_status_update");
  bind(bytes_threshold_, "conn_bytes_threshold_crossed");
  bind(packets_threshold_, "conn_packets_threshold_crossed");
  bind(duration_threshold_, "conn_duration_threshold_crossed");
  bind(generic_threshold_, "conn_generic_packet_threshold_crossed");
  bind(syn_packet_, "connection_SYN_packet");
  bind(tcp_packet_, "tcp_packet");
  bind(content_gap_, "content_gap");
  bind(connection_eof_, "connection_EOF");
  bind(rexmit_inconsistency_, "rexmit_inconsistency");
  bind(tcp_checksum_errors_, "tcp_multiple_checksum_errors");
  bind(tcp_zero_windows_, "tcp_multiple_zero_windows");
  bind(tcp_retransmissions_, "tcp_multiple_retransmissions");
  bind(tcp_gap_, "tcp_multiple_gap");
  bind(conn_weird_, "conn_weird");
  timing_out_ = program.find_function("connection_timing_out");
  if (UdpConnections::is_wanted(machine))
    udp_ = std::make_unique<UdpConnections>(queue, machine, connections_, shapes, errors);
  port_inactivity_ = machine.find_global("Conn::port_inactivity_timeouts");
  udp_ports_ = machine.find_global("udp_content_ports");
  udp_ports_orig_ = machine.find_global("udp_content_delivery_ports_orig");
  udp_ports_resp_ = machine.find_global("udp_content_delivery_ports_resp");
  udp_use_resp_port_ = machine.find_global("udp_content_delivery_ports_use_resp");
  udp_all_orig_ = machine.find_global("udp_content_deliver_all_orig");
  udp_all_resp_ = machine.find_global("udp_content_deliver_all_resp");
}

FlowInterest FlowEvents::interest() const {
  FlowInterest interest;
  for (size_t i = 0; i < kPlainEvents; ++i)
    if (plain_[i].wanted()) interest.add(FlowEvent(i));
  auto add = [&](FlowEvent event, std::initializer_list<const EventHandle*> handles) {
    for (const EventHandle* handle : handles)
      if (handle->wanted()) interest.add(event);
  };
  if (udp_) {
    interest.add(FlowEvent::kUdpPacket);
    interest.add(FlowEvent::kConnectionStateRemove);
  }
  if (port_inactivity_) interest.add(FlowEvent::kConnectionEstablished);
  add(FlowEvent::kNewPacket, {&new_packet_, &packet_contents_});
  add(FlowEvent::kIpv6ExtHeaders, {&ipv6_ext_headers_});
  add(FlowEvent::kFlowLabelChanged, {&flow_label_changed_});
  add(FlowEvent::kDatagram, {&udp_request_, &udp_reply_, &udp_contents_});
  if (icmp_.wanted()) interest.add(FlowEvent::kIcmp);
  add(FlowEvent::kConnectionStatusUpdate, {&status_update_});
  add(FlowEvent::kGenericThreshold, {&generic_threshold_});
  tcp_.add_interest(interest);
  tunnels_.add_interest(interest);
  add(FlowEvent::kConnectionSynPacket, {&syn_packet_});
  add(FlowEvent::kTcpPacket, {&tcp_packet_});
  add(FlowEvent::kContentGap, {&content_gap_});
  add(FlowEvent::kConnectionEof, {&connection_eof_});
  add(FlowEvent::kRexmitInconsistency, {&rexmit_inconsistency_});
  add(FlowEvent::kHistoryThreshold, {&udp_checksum_errors_, &tcp_checksum_errors_,
                                     &tcp_zero_windows_, &tcp_retransmissions_, &tcp_gap_});
  return interest;
}

bool FlowEvents::has_analyzers(const Flow& flow) { return Protocols::has_analyzers(flow); }

void FlowEvents::tell_protocols(FlowEvent event, Flow& flow) {
  if (event == FlowEvent::kNewConnection) {
    if (protocols_ && protocols_->wants_flows()) protocols_->opened(flow);
  } else if (event == FlowEvent::kConnectionFlipped) {
    if (has_analyzers(flow)) protocols_->flipped(flow);
  } else if (event == FlowEvent::kConnectionStateRemove) {
    if (has_analyzers(flow)) protocols_->closed(flow);
  }
}

void FlowEvents::flow_event(FlowEvent event, Flow& flow) {
  tell_protocols(event, flow);
  if (event == FlowEvent::kConnectionStateRemove) return remove(flow);
  if (event == FlowEvent::kConnectionEstablished) set_inactivity_by_port(flow);
  if (event == FlowEvent::kConnectionStatusUpdate) {
    if (status_update_.wanted()) status_update_.raise({connection(flow)});
    return;
  }
  const EventHandle& handle = plain_[size_t(event)];
  if (!handle.wanted()) return;
  std::string_view tunneled = flow.in_tunnel ? kSeenGroup : kTunneledGroup;
  if (ConnectionRecords::existing(flow) || has_handler_outside(event, {kSeenGroup, tunneled}))
    handle.raise({connection(flow)});
}

// Sorts of services that may be silent for long, by the port of the responder. Here rather than in
// a handler of connection_established: that would need a record of every connection.
void FlowEvents::set_inactivity_by_port(Flow& flow) {
  FlowTable* table = machine_.try_service<FlowTable>();
  if (!port_inactivity_ || !table || port_inactivity_->table()->size() == 0) return;
  Value port = Port{flow.resp_port, PortProtocol::kTcp}.value();
  if (const Value* timeout = peek_value(port_inactivity_->table(), &port))
    table->set_inactivity_timeout(flow, NetInterval::from_seconds(timeout->d));
}

bool FlowEvents::has_handler_outside(FlowEvent event,
                                     std::initializer_list<std::string_view> groups) const {
  const Program& program = machine_.program();
  auto counts = [&](const Body& body) {
    return std::all_of(body.groups.begin(), body.groups.end(), [&](uint32_t group) {
      return machine_.is_group_enabled(group) &&
             std::find(groups.begin(), groups.end(), program.groups[group]) == groups.end();
    });
  };
  if (machine_.raises_all()) return true;
  const std::vector<Body>& bodies = program.functions[plain_ids_[size_t(event)]].bodies;
  return std::any_of(bodies.begin(), bodies.end(), counts);
}

void FlowEvents::udp_packet(Flow& flow, Side side, const PacketView& packet) {
  if (!udp_->datagram(flow, side, packet) && udp_->is_to_fail()) drop(flow, udp_->drop_period());
}

void FlowEvents::drop(Flow& flow, NetInterval period) {
  if (flow.dropped || flow.removing) return;
  if (Record* record = ConnectionRecords::existing(flow)) queue_.discard(record);
  if (udp_) udp_->dropping(flow);
  machine_.service<FlowTable>().drop(flow, period);
}

Flow* FlowEvents::flow_of(const FlowId& id, Record* connection) {
  Flow* flow = machine_.service<FlowTable>().find(id);
  return flow && ConnectionRecords::existing(*flow) == connection ? flow : nullptr;
}

Flow* FlowEvents::flow_of_udp(const FlowId& id, Record* udp) {
  Flow* flow = machine_.service<FlowTable>().find(id);
  bool is_same = flow && flow->data && static_cast<FlowRecord*>(flow->data.get())->udp == udp;
  return is_same ? flow : nullptr;
}

void FlowEvents::finish(FlowTable& flows) {
  if (udp_) udp_->finish(flows);
}

void FlowEvents::remove(Flow& flow) {
  if (udp_) udp_->ended(flow);
  const EventHandle& handle = plain_[size_t(FlowEvent::kConnectionStateRemove)];
  if (!handle.wanted()) return;
  bool handled = has_handler_outside(FlowEvent::kConnectionStateRemove, {kRemovalHooksGroup});
  if (!handled && !connections_.has_removal_hooks(flow)) return;
  handle.raise({connection(flow)});
}

// When many flows end at once, their events are handled as they come instead of piling up.
void FlowEvents::settle() {
  if (queue_.pending() > 0 && machine_.depth() == 0) queue_.drain();
}

void FlowEvents::new_packet(Flow& flow, Side, const PacketView& packet) {
  if (new_packet_.wanted())
    new_packet_.raise({connection(flow), headers_.make_packet_header(packet)});
  if (packet_contents_.wanted() && !packet.payload.empty())
    packet_contents_.raise({connection(flow), bytes(packet.payload)});
}

void FlowEvents::ipv6_ext_headers(Flow& flow, Side, const PacketView& packet) {
  if (ipv6_ext_headers_.wanted())
    ipv6_ext_headers_.raise({connection(flow), headers_.make_packet_header(packet)});
}

void FlowEvents::flow_label_changed(Flow& flow, Side side, uint32_t old_label, uint32_t new_label) {
  if (flow_label_changed_.wanted())
    flow_label_changed_.raise({connection(flow), side_value(side), Value::of_count(old_label),
                               Value::of_count(new_label)});
}

void FlowEvents::datagram(Flow& flow, Side side, const PacketView& packet) {
  const EventHandle& handle = side == Side::kOrig ? udp_request_ : udp_reply_;
  if (handle.wanted()) handle.raise({connection(flow)});
  if (udp_contents_.wanted() && wants_udp_contents(flow, side))
    udp_contents_.raise({connection(flow), side_value(side), bytes(packet.payload)});
  if (has_analyzers(flow)) protocols_->datagram(flow, side, packet.payload, packet.payload_length);
}

bool FlowEvents::wants_udp_contents(const Flow& flow, Side side) const {
  Value orig = Port{flow.orig_port, PortProtocol::kUdp}.value();
  Value resp = Port{flow.resp_port, PortProtocol::kUdp}.value();
  auto holds = [](const Value* table, Value port) {
    return table && contains(table->table(), &port);
  };
  if (holds(udp_ports_, orig) || holds(udp_ports_, resp)) return true;
  bool is_orig = side == Side::kOrig;
  if (option(is_orig ? udp_all_orig_ : udp_all_resp_)) return true;
  // The port that the datagram goes to, unless scripts want the responder's for both directions.
  Value port = is_orig || option(udp_use_resp_port_) ? resp : orig;
  const Value* table = is_orig ? udp_ports_orig_ : udp_ports_resp_;
  if (!table) return false;
  const Value* deliver = peek_value(table->table(), &port);
  return deliver && deliver->b();
}

void FlowEvents::icmp(Flow& flow, Side, const PacketView& packet) { icmp_.message(flow, packet); }

void FlowEvents::tunnel_changed(Flow& flow, const Encapsulation* innermost) {
  tunnels_.changed(flow, innermost);
}

void FlowEvents::tunnel_opened(Flow& flow, TunnelType type) { tunnels_.opened(flow, type); }

void FlowEvents::tunnel_confirmed(Flow& flow, TunnelType type) { tunnels_.confirmed(flow, type); }

void FlowEvents::tunnel_violated(Flow& flow, TunnelType type, std::string_view reason) {
  tunnels_.violated(flow, type, reason);
}

void FlowEvents::tunnel_payload(Flow& flow, const TunnelPayload& payload) {
  tunnels_.header(flow, payload);
}

void FlowEvents::tunnel_packet(Flow& flow, const TunnelPayload& payload, const PacketView& inner) {
  tunnels_.packet(flow, payload, inner);
}

void FlowEvents::tcp_options(Flow& flow, Side side, const PacketView& packet) {
  tcp_.options(flow, side, packet);
}

void FlowEvents::tcp_rexmit(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                            uint64_t in_flight) {
  tcp_.retransmission(flow, side, packet, seq, in_flight);
}

void FlowEvents::stream_data(Flow& flow, Side side, uint64_t seq, ByteSpan bytes) {
  tcp_.data(flow, side, seq, bytes);
  if (has_analyzers(flow)) protocols_->data(flow, side, bytes);
}

void FlowEvents::stream_gap(Flow& flow, Side side, uint64_t, uint64_t length) {
  tcp_.gap(flow, side, length);
  if (has_analyzers(flow)) protocols_->gap(flow, side, length);
}

void FlowEvents::set_contents_file(Flow& flow, bool of_orig, bool of_resp, FileObject* file) {
  static_cast<void>(connections_.of(flow));
  FlowRecord& record = *FlowRecord::of(flow);
  if (of_orig) TcpEvents::set_contents_file(record, Side::kOrig, file);
  if (of_resp) TcpEvents::set_contents_file(record, Side::kResp, file);
  flow.record_contents = true;
  flow.interest.add(FlowEvent::kStream);
}

void FlowEvents::syn_packet(Flow& flow, Side side, const PacketView& packet) {
  if (syn_packet_.wanted())
    syn_packet_.raise({connection(flow), headers_.make_syn_packet(packet, side == Side::kOrig)});
}

void FlowEvents::tcp_packet(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                            uint64_t ack) {
  if (!tcp_packet_.wanted()) return;
  tcp_packet_.raise({connection(flow), side_value(side), text(flag_letters(packet.tcp.flags)),
                     Value::of_count(seq), Value::of_count(ack),
                     Value::of_count(packet.payload_length), bytes(packet.payload)});
}

void FlowEvents::content_gap(Flow& flow, Side side, uint64_t seq, uint64_t length) {
  if (content_gap_.wanted())
    content_gap_.raise(
        {connection(flow), side_value(side), Value::of_count(seq), Value::of_count(length)});
}

void FlowEvents::history_threshold(Flow& flow, Side side, HistoryThreshold what,
                                   uint64_t threshold) {
  const EventHandle* handle = nullptr;
  switch (what) {
  case HistoryThreshold::kChecksumErrors:
    handle = flow.transport == Transport::kUdp ? &udp_checksum_errors_ : &tcp_checksum_errors_;
    break;
  case HistoryThreshold::kZeroWindows: handle = &tcp_zero_windows_; break;
  case HistoryThreshold::kRetransmissions: handle = &tcp_retransmissions_; break;
  case HistoryThreshold::kGaps: handle = &tcp_gap_; break;
  }
  if (handle->wanted())
    handle->raise({connection(flow), side_value(side), Value::of_count(threshold)});
}

void FlowEvents::stream_end(Flow& flow, Side side) {
  if (has_analyzers(flow)) protocols_->end(flow, side);
  if (connection_eof_.wanted()) connection_eof_.raise({connection(flow), side_value(side)});
}

void FlowEvents::rexmit_inconsistency(Flow& flow, Side, ByteSpan before, ByteSpan now,
                                      uint8_t flags) {
  if (rexmit_inconsistency_.wanted())
    rexmit_inconsistency_.raise(
        {connection(flow), bytes(before), bytes(now), text(flag_letters(flags))});
}

// What the counter of packets and bytes tells, which scripts may have taken off the flow.
template <class... Values>
void FlowEvents::raise_count(const EventHandle& handle, Flow& flow, Values... further) {
  if (!handle.wanted()) return;
  uint32_t counter = protocols_ ? protocols_->size_analyzer_of(flow) : 0;
  if (protocols_ && counter == 0) return;
  maker_.queue.set_source(counter);
  handle.raise({connection(flow), further...});
  maker_.queue.set_source(0);
}

void FlowEvents::threshold_crossed(Flow& flow, Side side, uint64_t bytes, uint64_t packets) {
  raise_count(bytes > 0 ? bytes_threshold_ : packets_threshold_, flow,
              Value::of_count(bytes > 0 ? bytes : packets), side_value(side));
}

void FlowEvents::duration_crossed(Flow& flow, Side side, NetInterval threshold) {
  raise_count(duration_threshold_, flow, Value::of_double(threshold.seconds()), side_value(side));
}

void FlowEvents::generic_threshold_crossed(Flow& flow, uint64_t packets) {
  raise_count(generic_threshold_, flow, Value::of_count(packets));
}

bool FlowEvents::is_analyzed(Flow& flow) { return has_analyzers(flow); }

bool FlowEvents::keeps_silent_flow(Flow& flow) {
  if (timing_out_ == kNoFunction || !machine_.has_handlers(timing_out_)) return false;
  Value argument = Value::of(connections_.of(flow));
  return !machine_.run_hook(timing_out_, {&argument, 1});
}

void FlowEvents::flow_weird(Flow& flow, Weird weird, std::string_view additional) {
  std::string_view name = weird_name(weird);
  // Whoever has the record sees what led here.
  if (ConnectionRecords::existing(flow)) static_cast<void>(connections_.of(flow));
  auto* weirds = machine_.try_service<Weirds>();
  if ((!weirds || weirds->admit(name, flow)) && conn_weird_.wanted())
    conn_weird_.raise({text(name), connection(flow), text(additional), text(weird_source(weird))});
}

}  // namespace avocet
