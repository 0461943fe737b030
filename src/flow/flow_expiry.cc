// The end of flows: timeouts, the limit on their number, the end of the capture.
#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "flow/flow_detail.h"
#include "flow/flow_table.h"

namespace avocet {

NetInterval FlowTable::inactivity_timeout(const Flow& flow) const {
  if (flow.detail_ && flow.detail_->inactivity_timeout.nanos >= 0) {
    return flow.detail_->inactivity_timeout;
  }
  switch (flow.transport) {
  case Transport::kTcp: return options_.tcp_inactivity_timeout;
  case Transport::kUdp: return options_.udp_inactivity_timeout;
  case Transport::kIcmp: return options_.icmp_inactivity_timeout;
  case Transport::kOther:
  case Transport::kNone: return options_.unknown_ip_inactivity_timeout;
  }
  UNREACHABLE();
}

NetInterval FlowTable::set_inactivity_timeout(Flow& flow, NetInterval timeout) {
  NetInterval before = inactivity_timeout(flow);
  flow.ensure_detail().inactivity_timeout = std::max(timeout, NetInterval{});
  timers_.schedule(flow, next_due(flow));
  return before;
}

NetTime FlowTable::silent_since(const Flow& flow) {
  return flow.detail_ ? std::max(flow.last_time, flow.detail_->kept_since) : flow.last_time;
}

NetTime FlowTable::next_due(const Flow& flow) const {
  if (flow.dropped) return flow.detail_->dropped_until;
  NetTime due{INT64_MAX};
  NetInterval timeout = inactivity_timeout(flow);
  if (timeout.nanos > 0) due = silent_since(flow) + timeout;
  if (flow.transport == Transport::kTcp) due = std::min(due, tcp_.next_due(flow));
  if (flow.has_session_timer) due = std::min(due, session_due(flow));
  due = std::min(due, lifetime_due(flow));
  if (flow.interest.wants(FlowEvent::kConnectionStatusUpdate))
    due = std::min(due, status_due(flow));
  return due;
}

NetTime FlowTable::lifetime_due(const Flow& flow) const {
  NetInterval lifetime = options_.non_analyzed_lifetime;
  if (lifetime.nanos <= 0) return {INT64_MAX};
  const FlowOddities* odd = flow.oddities();
  if (odd != nullptr && odd->outlives) return {INT64_MAX};
  return flow.start_time + lifetime;
}

// The next multiple of the interval after the start that has not passed.
NetTime FlowTable::status_due(const Flow& flow) const {
  int64_t interval = options_.connection_status_update_interval.nanos;
  if (interval <= 0) return {INT64_MAX};
  int64_t passed = std::max<int64_t>(0, (now_ - flow.start_time).nanos) / interval;
  return flow.start_time + NetInterval{(passed + 1) * interval};
}

void FlowTable::start_session_timer(Flow& flow) {
  flow.has_session_timer = options_.dns_session_timeout.nanos > 0;
  if (flow.has_session_timer) timers_.schedule(flow, session_due(flow));
}

NetInterval FlowTable::session_timeout() const {
  return {std::max<int64_t>(options_.dns_session_timeout.nanos, 1'000'000)};
}

NetTime FlowTable::session_due(const Flow& flow) const {
  const FlowOddities* odd = flow.oddities();
  if (odd != nullptr && odd->next_look.is_set()) return odd->next_look;
  return flow.start_time + session_timeout();
}

// Judged by the time that it is: where packets are rare, that is far behind what was due, and the
// next look is one timeout behind it. The second less spares the usual request and reply that look.
bool FlowTable::look_whether_session_ended(Flow& flow, NetTime due) {
  if (!flow.has_session_timer || session_due(flow) > due) return false;
  NetTime now = std::max(clock_, due);
  if ((now - flow.last_time).nanos >= session_timeout().nanos - kNanosPerSecond) return true;
  flow.ensure_oddities().next_look = now + session_timeout();
  return false;
}

void FlowTable::timer_fired(Flow& flow, NetTime due) {
  NetTime actual = next_due(flow);
  if (actual > due) {
    timers_.schedule(flow, actual);
    return;
  }
  rank_ = timer_rank(flow, due);
  report_timer(flow, due);
  observer_.settle();
}

void FlowTable::report_timer(Flow& flow, NetTime due) {
  bool is_status_due =
      flow.interest.wants(FlowEvent::kConnectionStatusUpdate) && status_due(flow) <= due;
  now_ = std::max(now_, due);
  if (is_status_due && !flow.dropped) notify(flow, FlowEvent::kConnectionStatusUpdate);
  if (flow.dropped) {
    remove(flow);
    return;
  }
  if (flow.transport == Transport::kTcp && tcp_.is_over(flow, due)) {
    remove(flow);
    return;
  }
  bool is_lifetime_over = false;
  if (lifetime_due(flow) <= due) {
    is_lifetime_over = !observer_.is_analyzed(flow);
    if (!is_lifetime_over) flow.ensure_oddities().outlives = true;
  }
  NetInterval timeout = inactivity_timeout(flow);
  bool is_silent = timeout.nanos > 0 && silent_since(flow) + timeout <= due;
  if (is_silent && !is_lifetime_over && observer_.keeps_silent_flow(flow)) {
    flow.ensure_detail().kept_since = std::max(clock_, due);
    timers_.schedule(flow, next_due(flow));
    return;
  }
  if (is_silent || is_lifetime_over || look_whether_session_ended(flow, due)) {
    statistics_.silent += is_silent;
    notify(flow, FlowEvent::kConnectionTimeout);
    remove(flow);
    return;
  }
  timers_.schedule(flow, next_due(flow));
}

NetTime FlowTable::final_due(const Flow& flow) const {
  NetTime due{INT64_MAX};
  if (flow.transport == Transport::kTcp) due = tcp_.final_due(flow);
  // The next look, whether or not it would end the flow.
  if (flow.has_session_timer) due = std::min(due, session_due(flow));
  return due;
}

void FlowTable::end(Flow& flow) {
  if (flow.removing) return;
  bool is_open = flow.transport == Transport::kTcp && !flow.dropped && !flow.finished;
  if (is_open) notify(flow, FlowEvent::kConnectionPending);
  report_removal(flow);
  tcp_.discard(flow);
  // What hangs on the flow is worth much more memory than the flow.
  flow.data.reset();
}

namespace {

// Lower endpoint first, whoever began. Between ports of one address the lower is the one whose
// second byte is: an order without meaning, kept because logs of other analyzers have it.
bool is_orig_first(const Flow& flow) {
  auto swapped = [](uint16_t port) { return __builtin_bswap16(port); };
  return flow.icmp_one_way || std::make_tuple(flow.orig_addr, swapped(flow.orig_port)) <
                                  std::make_tuple(flow.resp_addr, swapped(flow.resp_port));
}

// Rather than by the end of the capture. See the ranks of both.
bool is_by_timer(const FlowTable::Rank& rank) { return rank[0] == 0; }

uint64_t bits(NetTime time) { return static_cast<uint64_t>(time.nanos); }

}  // namespace

FlowTable::Rank FlowTable::timer_rank(const Flow& flow, NetTime due) const {
  return {0, bits(due), bits(flow.start_time), order_hash(flow), 0, 0, 0};
}

// Flows between asking memory for one and looking at it.
constexpr size_t kFetchAhead = 4;

// By addresses, ports, protocol and VLANs; what would be equal began at different times.
FlowTable::Rank FlowTable::final_rank(const Flow& flow) const {
  bool straight = is_orig_first(flow);
  const IpAddress& low = straight ? flow.orig_addr : flow.resp_addr;
  const IpAddress& high = straight ? flow.resp_addr : flow.orig_addr;
  uint64_t low_port = straight ? flow.orig_port : flow.resp_port;
  uint64_t high_port = straight ? flow.resp_port : flow.orig_port;
  // The top bit puts them behind those whose timers end them.
  uint64_t ports = uint64_t{1} << 63 | low_port << 24 | high_port << 8 | flow.ip_protocol;
  // Untagged comes first.
  auto vlan_of = [](uint16_t vlan) { return uint64_t{static_cast<uint16_t>(vlan + 1)}; };
  static_assert(kNoVlan == 0xffff);
  uint64_t vlans = vlan_of(flow.vlan) << 16 | vlan_of(flow.inner_vlan);
  return {uint64_t{1} << 63, low.high(), low.low(), high.high(), high.low(), ports, vlans};
}

FlowTable::Rank FlowTable::ending_rank(const Flow& flow) const {
  NetTime due = final_due(flow);
  return due.nanos != INT64_MAX ? timer_rank(flow, due) : final_rank(flow);
}

namespace {

// Whether an address comes before those of IPv4, is one, or comes behind them.
int beside_ipv4(uint64_t high, uint64_t low) {
  constexpr uint64_t kMapped = 0xffff;  // RFC 4291, section 2.5.5.2
  uint64_t upper = high != 0 ? UINT64_MAX : low >> 32;
  return int{upper > kMapped} - int{upper < kMapped};
}

}  // namespace

// Two addresses of IPv4 fit into one number, and most flows are told apart by it and their ports.
FlowTable::Ending FlowTable::ending_of(const Flow& flow) const {
  enum Group : uint32_t { kTimers, kBelowIpv4, kIpv4, kAboveIpv4 };
  Rank rank = ending_rank(flow);
  if (is_by_timer(rank)) return {rank[1], rank[2], kTimers, flow.pool_index_};
  int low = beside_ipv4(rank[1], rank[2]);
  if (low != 0) return {rank[1], rank[2], low < 0 ? kBelowIpv4 : kAboveIpv4, flow.pool_index_};
  uint64_t first = rank[2] << 32;
  int high = beside_ipv4(rank[3], rank[4]);
  if (high < 0) return {first, 0, kIpv4, flow.pool_index_};
  if (high > 0) return {first | UINT32_MAX, UINT64_MAX, kIpv4, flow.pool_index_};
  return {first | static_cast<uint32_t>(rank[4]), rank[5], kIpv4, flow.pool_index_};
}

std::vector<FlowTable::Ending> FlowTable::endings() {
  std::vector<Ending> all;
  all.reserve(size());
  for_each([&](Flow& flow) {
    uint32_t ahead = flow.pool_index_ + 2 * kFetchAhead;
    if (ahead < pool_.end() && pool_.at(ahead).detail_) fetch(pool_.at(ahead).detail_.get());
    all.push_back(ending_of(flow));
  });
  auto is_before = [this](const Ending& a, const Ending& b) {
    if (a.group != b.group) return a.group < b.group;
    if (a.first != b.first) return a.first < b.first;
    if (a.second != b.second) return a.second < b.second;
    const Flow& of_a = pool_.at(a.flow);
    const Flow& of_b = pool_.at(b.flow);
    Rank rank_a = ending_rank(of_a), rank_b = ending_rank(of_b);
    return rank_a != rank_b ? rank_a < rank_b : of_a.start_time < of_b.start_time;
  };
  // As they began, often.
  if (!std::is_sorted(all.begin(), all.end(), is_before))
    std::sort(all.begin(), all.end(), is_before);
  return all;
}

void FlowTable::finish() {
  std::vector<Ending> all = endings();
  for (size_t i = 0; i < all.size(); ++i) {
    if (i + 2 * kFetchAhead < all.size()) fetch(&pool_.at(all[i + 2 * kFetchAhead].flow));
    const Flow* next =
        i + kFetchAhead < all.size() ? &pool_.at(all[i + kFetchAhead].flow) : nullptr;
    if (next != nullptr && next->detail_) fetch(next->detail_.get());
    Flow& flow = pool_.at(all[i].flow);
    rank_ = ending_rank(flow);
    if (is_by_timer(rank_)) {
      if (flow.transport == Transport::kTcp && tcp_.is_attempt(flow))
        notify(flow, FlowEvent::kConnectionAttempt);
      remove(flow);
    } else {
      end(flow);
    }
    observer_.settle();
  }
}

// Removes the flow that was silent for the longest time. The candidates are found by the
// sixteenth part of all flows at once: whoever is heard of after that is not among the idlest,
// which shows by its time.
void FlowTable::keep_limit() {
  ++statistics_.limit_hits;
  weirds_.add(Weird::kFlowLimitReached);
  for (;;) {
    if (idlest_.empty() && !gather_idlest()) return;
    Idle idle = idlest_.back();
    idlest_.pop_back();
    if (!pool_.is_live(idle.index) || pool_.at(idle.index).last_time != idle.since) continue;
    remove(pool_.at(idle.index));
    return;
  }
}

bool FlowTable::gather_idlest() {
  auto gather = [this](bool dropped) {
    for_each([&](Flow& flow) {
      if (&flow != current_ && flow.dropped == dropped)
        idlest_.push_back({flow.last_time, flow.pool_index_});
    });
  };
  // A verdict is forgotten before its time only when there is nothing else to forget.
  gather(false);
  if (idlest_.empty()) gather(true);
  size_t wanted = std::max<size_t>(1, idlest_.size() / 16);
  auto is_idler = [](const Idle& a, const Idle& b) {
    return a.since != b.since ? a.since < b.since : a.index < b.index;
  };
  if (wanted < idlest_.size()) {
    std::nth_element(idlest_.begin(), idlest_.begin() + static_cast<ptrdiff_t>(wanted),
                     idlest_.end(), is_idler);
    idlest_.resize(wanted);
  }
  // The idlest last, to be taken from the back.
  std::sort(idlest_.begin(), idlest_.end(),
            [&](const Idle& a, const Idle& b) { return is_idler(b, a); });
  return !idlest_.empty();
}

}  // namespace avocet
