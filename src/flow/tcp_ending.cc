// The end of TCP flows in TcpTracker: what closes a side, when an attempt is over,
// a closed connection forgotten, a silent one looked at.
#include <algorithm>

#include "flow/sequence.h"
#include "flow/tcp_tracker.h"

namespace avocet {
namespace {

constexpr NetTime kNever{INT64_MAX};

NetTime earliest(std::initializer_list<NetTime> times) {
  NetTime first = kNever;
  for (NetTime time : times) {
    if (time.is_set()) first = std::min(first, time);
  }
  return first;
}

bool is_silent(const Flow& flow) {
  return flow.orig().tcp_state() == TcpState::kInactive &&
         flow.resp().tcp_state() == TcpState::kInactive;
}

bool is_closed(const Flow& flow) { return flow.orig().did_close && flow.resp().did_close; }

}  // namespace

bool TcpTracker::is_attempt(const Flow& flow) {
  TcpState orig = flow.orig().tcp_state();
  return (orig == TcpState::kSynSent || orig == TcpState::kSynAckSent) &&
         flow.resp().tcp_state() == TcpState::kInactive;
}

NetTime TcpTracker::next_due(const Flow& flow) const {
  if (!flow.detail_) {
    // Nothing but the opening SYN; both its timers count from the start.
    NetTime check = flow.start_time + options_.tcp_syn_timeout;
    if (options_.tcp_attempt_delay.nanos <= 0) return check;
    return std::min(check, flow.start_time + options_.tcp_attempt_delay);
  }
  const TcpTimers& timers = flow.detail_->timers;
  NetTime due = earliest({timers.attempt, timers.partial_close, timers.reset, timers.remove});
  // Checks of what is open find nothing: a million of them every few seconds are left out.
  if (!is_closed(flow) && !is_silent(flow)) return due;
  NetTime check = timers.check.is_set() ? timers.check : flow.start_time + options_.tcp_syn_timeout;
  return std::min(due, check);
}

NetTime TcpTracker::final_due(const Flow& flow) const {
  bool waits_for_answer = is_attempt(flow) && options_.tcp_attempt_delay.nanos > 0;
  if (!flow.detail_)
    return waits_for_answer ? flow.start_time + options_.tcp_attempt_delay : kNever;
  const TcpTimers& timers = flow.detail_->timers;
  return earliest({waits_for_answer ? timers.attempt : NetTime{}, timers.reset});
}

bool TcpTracker::is_over(Flow& flow, NetTime now) {
  if (!flow.detail_ && flow.start_time + options_.tcp_attempt_delay <= now &&
      options_.tcp_attempt_delay.nanos > 0) {
    notify(flow, FlowEvent::kConnectionAttempt);
    return true;
  }
  TcpTimers& timers = detail_of(flow).timers;
  if (!timers.check.is_set()) timers.check = flow.start_time + options_.tcp_syn_timeout;
  if (timers.attempt.is_set() && timers.attempt <= now) {
    timers.attempt = {};
    if (is_attempt(flow)) {
      notify(flow, FlowEvent::kConnectionAttempt);
      return true;
    }
  }
  if (timers.remove.is_set() && timers.remove <= now) {
    notify(flow, FlowEvent::kConnectionTimeout);
    return true;
  }
  if (timers.reset.is_set() && timers.reset <= now) return true;
  if (timers.partial_close.is_set() && timers.partial_close <= now) {
    timers.partial_close = {};
    bool is_half_closed = flow.orig().state != flow.resp().state &&
                          (!flow.orig().did_close || !flow.resp().did_close);
    if (is_half_closed) {
      notify(flow, FlowEvent::kConnectionPartialClose);
      return true;
    }
  }
  if (is_closed(flow) || is_silent(flow)) {
    // The first check that finds it silent for long enough ends it.
    skip_checks(flow.last_time + options_.tcp_connection_linger, timers);
    if (timers.check <= now) return true;
  }
  skip_checks(now, timers);
  return false;
}

// Those up to `until`. There may be any number of them: captures jump in time.
void TcpTracker::skip_checks(NetTime until, TcpTimers& timers) const {
  if (timers.check > until) return;
  int64_t step = std::max(options_.tcp_session_timer, NetInterval::millis(1)).nanos;
  int64_t passed = (until - timers.check).nanos;
  timers.check = timers.check + NetInterval{passed - passed % step} + NetInterval{step};
}

bool TcpTracker::waits_for_data(const Flow& flow, Side side) const {
  const Endpoint& endpoint = flow.endpoint(side);
  if (!flow.detail_ || endpoint.tcp_state() == TcpState::kReset) return false;
  int64_t end = relative_last(endpoint.sequence) - (endpoint.seen_fin ? 1 : 0);
  if (end <= 0) return false;
  return StreamAssembler::waits_for_data(flow.detail_->sides[static_cast<size_t>(side)].stream,
                                         static_cast<uint64_t>(end));
}

// `side` has said its last. While bytes before that are missing, the end is put off: they may
// still be on their way.
void TcpTracker::close(Flow& flow, Side side, NetTime now) {
  FlowDetail& detail = detail_of(flow);
  SideDetail& self_detail = detail.sides[static_cast<size_t>(side)];
  if (waits_for_data(flow, side)) {
    self_detail.close_deferred = true;
    return;
  }
  self_detail.close_deferred = false;
  Endpoint& self = flow.endpoint(side);
  Endpoint& peer = flow.endpoint(other(side));
  if (self.did_close) return;
  self.did_close = true;
  timers_moved_ = true;
  if (peer.did_close) {
    // Those before found it open.
    if (!detail.timers.check.is_set())
      detail.timers.check = flow.start_time + options_.tcp_syn_timeout;
    skip_checks(clock_, detail.timers);
  }

  bool is_reset = self.tcp_state() == TcpState::kReset;
  bool is_silent_peer = peer.tcp_state() == TcpState::kInactive;
  bool was_silent = self.previous_state == static_cast<uint8_t>(TcpState::kInactive);
  if (was_silent && is_silent_peer && options_.tcp_partial_close_delay.nanos > 0) {
    detail.timers.partial_close = now + options_.tcp_partial_close_delay;
    return;
  }
  if (!is_reset && !peer.did_close && !is_silent_peer) return;
  if (is_reset) {
    detail.timers.reset = now + options_.tcp_reset_delay;
    return;
  }
  if (!flow.finished) {
    flow.finished = true;
    notify(flow,
           is_silent_peer ? FlowEvent::kConnectionHalfFinished : FlowEvent::kConnectionFinished);
  }
  detail.timers.remove = now + options_.tcp_close_delay;
}

void TcpTracker::close_deferred(Flow& flow, NetTime now) {
  for (Side side : {Side::kOrig, Side::kResp}) {
    bool is_deferred = flow.detail_->sides[static_cast<size_t>(side)].close_deferred;
    if (is_deferred && !waits_for_data(flow, side)) close(flow, side, now);
  }
}

}  // namespace avocet
