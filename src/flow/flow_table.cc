#include "flow/flow_table.h"

#include <algorithm>

#include "base/check.h"
#include "flow/flow_detail.h"
#include "flow/history.h"
#include "flow/identity.h"
#include "flow/tunnel_path.h"

namespace avocet {
namespace {

bool is_in(const std::shared_ptr<const PortSet>& ports, const PacketView& view, uint16_t port) {
  if (!ports) return false;
  return view.transport == Transport::kTcp ? ports->tcp[port] : ports->udp[port];
}

bool is_broadcast(const IpAddress& address) {
  return address.is_multicast() || (address.is_v4() && address.v4_bits() == 0xffffffff);
}

}  // namespace

FlowTable::FlowTable(const FlowOptions& options, FlowObserver& observer, FlowInterest interest)
    : options_(options), observer_(observer), interest_(interest),
      forecast_(index_, pool_, hash_seed_), timers_(pool_, *this),
      tcp_(options, observer, weirds_, now_) {}

FlowTable::~FlowTable() = default;

void FlowTable::notify(Flow& flow, FlowEvent event) {
  if (flow.interest.wants(event)) observer_.flow_event(event, flow);
}

Flow* FlowTable::find(const FlowKey& key, uint32_t hash, KeyMatch& how) {
  uint32_t index = index_.find(hash, [&](uint32_t candidate) {
    const Flow& flow = pool_.at(candidate);
    fetch(&flow);
    how = match(key, flow, options_.vlan_in_key);
    return how != KeyMatch::kNone;
  });
  if (index == 0) return nullptr;
  Flow& flow = pool_.at(index);
  if (flow.detail_) fetch(flow.detail_.get());
  return &flow;
}

Flow* FlowTable::find(const FlowId& id) {
  FlowKey key;
  key.source = id.orig;
  key.destination = id.resp;
  key.source_port = id.orig_port;
  key.destination_port = id.resp_port;
  key.protocol = id.protocol;
  if (options_.vlan_in_key) {
    key.vlan = id.vlan;
    key.inner_vlan = id.inner_vlan;
  }
  KeyMatch how = KeyMatch::kNone;
  Flow* flow = find(key, key.hash(hash_seed_), how);
  if (flow == nullptr) {
    key.one_way = true;
    flow = find(key, key.hash(hash_seed_), how);
  }
  return flow != nullptr && flow->dropped && flow->removing ? nullptr : flow;
}

void FlowTable::begin_packet() {
  is_handling_ = true;
  packet_verdict_ = Verdict::kAccept;
  touched_.clear();
}

Verdict FlowTable::end_packet() {
  is_handling_ = false;
  if (packet_verdict_ == Verdict::kDrop) ++packets_dropped_;
  return packet_verdict_;
}

Verdict FlowTable::process(const PacketView& view) {
  advance(view.time);
  ++statistics_.packets;
  verdict_ = Verdict::kAccept;
  processed_ = nullptr;

  FlowKey key = FlowKey::of(view, options_.vlan_in_key);
  uint32_t hash = key.hash(hash_seed_);
  KeyMatch how = KeyMatch::kNone;
  Flow* flow = find(key, hash, how);
  if (flow != nullptr && flow->dropped) return packet_verdict_ = Verdict::kDrop;
  bool is_reuse = flow != nullptr && view.transport == Transport::kTcp && !flow->skip_processing &&
                  tcp_.is_reuse(*flow, how == KeyMatch::kSame ? Side::kOrig : Side::kResp, view);
  if (is_reuse) {
    notify(*flow, FlowEvent::kConnectionReused);
    remove(*flow);
    flow = nullptr;
  }
  bool is_new = flow == nullptr;
  if (is_new) {
    if (view.transport == Transport::kTcp && !tcp_.opens_flow(view)) return verdict_;
    flow = create(view, key, hash);
    how = flow->flipped ? KeyMatch::kReverse : KeyMatch::kSame;
  }
  current_ = flow;
  if (is_handling_) touched_.push_back(flow);
  handle(*flow, how == KeyMatch::kSame ? Side::kOrig : Side::kResp, view, is_new);
  current_ = nullptr;
  processed_ = flow;
  if (flow->dropped) report_removal(*flow);
  return verdict_;
}

// A first packet that goes from a port of servers to none of theirs is an answer.
bool FlowTable::takes_reverse(const PacketView& view) const {
  if (!view.has_ports() || !is_in(options_.likely_server_ports, view, view.source_port))
    return false;
  bool both_likely = is_in(options_.likely_server_ports, view, view.destination_port);
  if (view.transport == Transport::kUdp) return !both_likely && !is_broadcast(view.ip.destination);
  if (view.tcp.has(kTcpSyn) && !view.tcp.has(kTcpAck)) return false;
  return !both_likely || view.source_port < view.destination_port;
}

Flow* FlowTable::create(const PacketView& view, const FlowKey& key, uint32_t hash) {
  if (options_.max_flows > 0 && pool_.live() >= options_.max_flows) keep_limit();
  Flow& flow = pool_.acquire();
  flow.hash_ = hash;
  flow.flipped = takes_reverse(view);
  flow.orig_addr = key.source;
  flow.resp_addr = key.destination;
  flow.orig_port = key.source_port;
  flow.resp_port = key.destination_port;
  flow.orig_mac = view.link.source;
  flow.resp_mac = view.link.destination;
  if (flow.flipped) {
    std::swap(flow.orig_addr, flow.resp_addr);
    std::swap(flow.orig_port, flow.resp_port);
    std::swap(flow.orig_mac, flow.resp_mac);
  }
  flow.has_macs = view.link.has_addresses;
  flow.ip_protocol = key.protocol;
  flow.transport = view.transport;
  flow.icmp_one_way = key.one_way;
  flow.vlan = view.link.vlan;
  flow.inner_vlan = view.link.inner_vlan;
  flow.start_time = flow.last_time = view.time;
  flow.interest = interest_;
  if (flow.transport != Transport::kTcp) {
    for (Endpoint& endpoint : flow.endpoints) endpoint.payload_bytes = 0;
  }
  index_.insert(hash, flow.pool_index_);
  FlowCounts& counts = counts_of(flow);
  ++counts.cumulative;
  counts.peak = std::max(counts.peak, ++counts.current);
  if (flow.flipped) History::add_flip(flow);
  if (numbered_uids_) numbered_uids_->of(flow);
  return &flow;
}

void FlowTable::handle(Flow& flow, Side side, const PacketView& view, bool is_new) {
  note_tunnel(flow, view, is_new);
  if (is_new) {
    flow.endpoint(side).flow_label = view.ip.flow_label;
    // All TCP flows are reassembled from their first packet on.
    if (flow.transport == Transport::kTcp) notify(flow, FlowEvent::kNewConnectionContents);
    notify(flow, FlowEvent::kNewConnection);
  }
  if (view.network == Network::kIpv6) note_label(flow, side, view);
  if (!flow.skip_processing && !flow.dropped) {
    if (view.ip.has_extension_headers && flow.interest.wants(FlowEvent::kIpv6ExtHeaders)) {
      observer_.ipv6_ext_headers(flow, side, view);
    }
    if (flow.interest.wants(FlowEvent::kNewPacket)) observer_.new_packet(flow, side, view);
    switch (view.transport) {
    case Transport::kTcp:
      if (tcp_.handle(flow, side, view) == TcpTracker::Handled::kGood) count(flow, side, view);
      break;
    case Transport::kUdp: handle_udp(flow, side, view); break;
    case Transport::kIcmp: handle_icmp(flow, side, view); break;
    case Transport::kOther:
      flow.endpoint(side).state = static_cast<uint8_t>(DatagramState::kActive);
      flow.last_time = view.time;
      count(flow, side, view);
      break;
    case Transport::kNone: break;
    }
  }
  // What a packet usually does is to prolong, which the queue need not know.
  if (tcp_.take_timers_moved() || options_moved_ || !timers_.has(flow))
    timers_.schedule(flow, next_due(flow));
}

bool FlowTable::has_bad_checksum(Flow& flow, Side side, const PacketView& view) {
  if (view.transport_checksum != Checksum::kBad) return false;
  Weird what = flow.transport == Transport::kUdp ? Weird::kBadUdpChecksum : Weird::kBadIcmpChecksum;
  weirds_.add(what);
  observer_.flow_weird(flow, what, {});
  if (flow.transport != Transport::kUdp) return true;
  uint32_t& count = flow.ensure_oddities().sides[static_cast<size_t>(side)].bad_checksums;
  uint32_t reached = History::add_scaled(flow, side, 'C', count);
  if (reached > 1 && flow.interest.wants(FlowEvent::kHistoryThreshold)) {
    observer_.history_threshold(flow, side, HistoryThreshold::kChecksumErrors, reached);
  }
  return true;
}

void FlowTable::handle_udp(Flow& flow, Side side, const PacketView& view) {
  bool is_bad = has_bad_checksum(flow, side, view);
  if (!is_bad) note_datagram(flow, side, view);
  if (flow.interest.wants(FlowEvent::kUdpPacket)) observer_.udp_packet(flow, side, view);
  if (is_bad) return;
  bool is_silent = flow.dropped || flow.skip_processing;
  if (!is_silent && flow.interest.wants(FlowEvent::kDatagram)) {
    observer_.datagram(flow, side, view);
  }
  // Where that turned the flow round, the packet stays with the side that it was taken for.
  count(flow, side, view);
}

void FlowTable::note_datagram(Flow& flow, Side side, const PacketView& view) {
  if (view.udp.length != view.payload_length + 8) {
    weirds_.add(Weird::kUdpDatagramLengthMismatch);
    observer_.flow_weird(flow, Weird::kUdpDatagramLengthMismatch,
                         std::to_string(view.udp.length) +
                             "!=" + std::to_string(view.payload_length + 8));
  }
  Endpoint& endpoint = flow.endpoint(side);
  endpoint.state = static_cast<uint8_t>(DatagramState::kActive);
  endpoint.has_payload = true;
  endpoint.payload_bytes += view.udp.length >= 8 ? view.udp.length - 8u : view.payload_length;
  flow.last_time = view.time;
  History::add_once(flow, side, 'D');
}

void FlowTable::handle_icmp(Flow& flow, Side side, const PacketView& view) {
  if (has_bad_checksum(flow, side, view)) return;
  Endpoint& endpoint = flow.endpoint(side);
  endpoint.state = static_cast<uint8_t>(DatagramState::kActive);
  endpoint.has_payload = true;
  endpoint.payload_bytes += view.payload_length;
  flow.last_time = view.time;
  if (flow.interest.wants(FlowEvent::kIcmp)) observer_.icmp(flow, side, view);
  count(flow, side, view);
}

void FlowTable::note_label(Flow& flow, Side side, const PacketView& view) {
  Endpoint& endpoint = flow.endpoint(side);
  uint32_t before = endpoint.flow_label;
  if (before == view.ip.flow_label) return;
  endpoint.flow_label = view.ip.flow_label;
  bool is_first = endpoint.packets == 0;
  if (!is_first && flow.interest.wants(FlowEvent::kFlowLabelChanged)) {
    observer_.flow_label_changed(flow, side, before, view.ip.flow_label);
  }
}

void FlowTable::note_tunnel(Flow& flow, const PacketView& view, bool is_new) {
  if (is_new) {
    if (view.tunnel == nullptr) return;
    flow.in_tunnel = true;
    flow.ensure_oddities().tunnels = path_of(view.tunnel);
    return;
  }
  if (!flow.in_tunnel && view.tunnel == nullptr) return;
  if (is_same_path(flow.tunnels(), view.tunnel)) return;
  FlowOddities& odd = flow.ensure_oddities();
  uint8_t limit = options_.max_tunnel_changes;
  if (limit > 0 && odd.tunnel_changes > limit) {
    History::add_once(flow, Side::kOrig, 'X');
    return;
  }
  if (odd.tunnel_changes < UINT8_MAX) ++odd.tunnel_changes;
  odd.tunnels = path_of(view.tunnel);
  flow.in_tunnel = view.tunnel != nullptr;
  if (limit > 0 && odd.tunnel_changes > limit) return;
  if (flow.interest.wants(FlowEvent::kTunnelChanged)) observer_.tunnel_changed(flow, view.tunnel);
}

void FlowTable::count(Flow& flow, Side side, const PacketView& view) {
  Endpoint& endpoint = flow.endpoint(side);
  ++endpoint.packets;
  endpoint.ip_bytes += view.ip.stated_length;
  if (flow.interest.wants(FlowEvent::kGenericThreshold)) {
    uint64_t total = flow.orig().packets + flow.resp().packets;
    for (uint64_t threshold : options_.generic_packet_thresholds) {
      if (threshold == total) observer_.generic_threshold_crossed(flow, total);
    }
  }
  if (flow.interest.wants(FlowEvent::kThreshold) && flow.oddities() != nullptr)
    check_thresholds(flow, side, view.time);
}

// What was reached is cleared before it is reported: the observer may set the next one.
void FlowTable::check_thresholds(Flow& flow, Side side, NetTime now) {
  const Endpoint& endpoint = flow.endpoint(side);
  FlowOddities& odd = *flow.oddities();
  FlowThreshold& threshold = odd.thresholds[static_cast<size_t>(side)];
  if (uint64_t bytes = threshold.bytes; bytes > 0 && endpoint.ip_bytes >= bytes) {
    threshold.bytes = 0;
    observer_.threshold_crossed(flow, side, bytes, 0);
  }
  if (uint64_t packets = threshold.packets; packets > 0 && endpoint.packets >= packets) {
    threshold.packets = 0;
    observer_.threshold_crossed(flow, side, 0, packets);
  }
  NetInterval duration = odd.duration_threshold;
  if (duration.nanos > 0 && now - flow.start_time > duration) {
    odd.duration_threshold = {};
    observer_.duration_crossed(flow, side, duration);
  }
}

void FlowTable::set_duration_threshold(Flow& flow, NetInterval duration) {
  flow.ensure_oddities().duration_threshold = duration;
  if (duration.nanos <= 0) return;
  flow.interest.add(FlowEvent::kThreshold);
  check_thresholds(flow, Side::kOrig, flow.last_time);
}

NetInterval FlowTable::duration_threshold(const Flow& flow) const {
  const FlowOddities* odd = flow.oddities();
  return odd != nullptr ? odd->duration_threshold : NetInterval{};
}

void FlowTable::set_threshold(Flow& flow, Side side, uint64_t bytes, uint64_t packets) {
  flow.ensure_oddities().thresholds[static_cast<size_t>(side)] = {bytes, packets};
  if (bytes == 0 && packets == 0) return;
  flow.interest.add(FlowEvent::kThreshold);
  check_thresholds(flow, side, flow.last_time);
}

std::pair<uint64_t, uint64_t> FlowTable::threshold(const Flow& flow, Side side) const {
  const FlowOddities* odd = flow.oddities();
  if (odd == nullptr) return {0, 0};
  const FlowThreshold& set = odd->thresholds[static_cast<size_t>(side)];
  return {set.bytes, set.packets};
}

void FlowTable::note_partial_analysis(Flow& flow) { History::add_once(flow, Side::kOrig, 'X'); }

void FlowTable::flip(Flow& flow) {
  History::add_flip(flow);
  tcp_.flip(flow);
}

bool FlowTable::drop_packet() {
  if (current_ != nullptr) verdict_ = Verdict::kDrop;
  if (!is_handling_) return false;
  packet_verdict_ = Verdict::kDrop;
  return true;
}

void FlowTable::drop(Flow& flow, NetInterval period) {
  if (flow.dropped || flow.removing) return;
  if (&flow == current_) verdict_ = Verdict::kDrop;
  bool is_at_hand = std::find(touched_.begin(), touched_.end(), &flow) != touched_.end();
  if (is_handling_ && is_at_hand) packet_verdict_ = Verdict::kDrop;
  flow.dropped = true;
  flow.ensure_detail().dropped_until = now_ + period;
  timers_.schedule(flow, flow.detail_->dropped_until);
  if (&flow != current_) report_removal(flow);
}

void FlowTable::report_removal(Flow& flow) {
  if (flow.removing) return;
  bool may_hold_back = flow.transport == Transport::kTcp &&
                       flow.interest.wants(FlowEvent::kStream) && !flow.dropped &&
                       !flow.skip_processing;
  if (may_hold_back) tcp_.show_undelivered(flow);
  flow.removing = true;
  notify(flow, FlowEvent::kConnectionStateRemove);
  // A dropped flow is but a key from now on.
  if (flow.dropped) flow.data.reset();
}

void FlowTable::remove(Flow& flow) {
  report_removal(flow);
  std::erase(touched_, &flow);
  tcp_.discard(flow);
  timers_.remove(flow);
  index_.erase(flow.hash_, flow.pool_index_);
  --counts_of(flow).current;
  pool_.release(flow);
}

FlowCounts& FlowTable::counts_of(const Flow& flow) {
  switch (flow.transport) {
  case Transport::kTcp: return statistics_.tcp;
  case Transport::kUdp: return statistics_.udp;
  case Transport::kIcmp: return statistics_.icmp;
  case Transport::kOther:
  case Transport::kNone: return statistics_.other;
  }
  UNREACHABLE();
}

void FlowTable::for_each(const std::function<void(Flow&)>& visit) {
  for (uint32_t index = 1; index < pool_.end(); ++index) {
    if (pool_.is_live(index)) visit(pool_.at(index));
  }
}

FlowStatistics FlowTable::statistics() const {
  FlowStatistics now = statistics_;
  now.reassembly_bytes = tcp_.assembler().buffered_bytes();
  now.reassembly_limit_hits = tcp_.assembler().limit_hits();
  now.flow_reassembly_limit_hits = tcp_.assembler().flow_limit_hits();
  now.untold_inconsistencies = tcp_.assembler().untold_inconsistencies();
  now.compare_limit_hits = tcp_.assembler().compare_limit_hits();
  now.gaps = tcp_.assembler().gaps();
  return now;
}

}  // namespace avocet
