#include "flow/tcp_tracker.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "flow/history.h"
#include "flow/sequence.h"
#include "packet/tcp_options.h"

namespace avocet {
namespace {

// A SYN or RST that jumps further than this is believed, where it may be.
constexpr int32_t kLargeJump = 1 << 20;

// In a long stream the first test says nothing.
bool is_before_start(const Endpoint& endpoint, uint32_t number) {
  const SequenceState& sequence = endpoint.sequence;
  return distance(sequence.start, number) < 0 && relative(sequence, number) < 0;
}

// What is said of an option whose length is wrong. Precondition: a known kind that has a length.
Weird option_weird(uint8_t kind) {
  switch (kind) {
  case kTcpOptionMss: return Weird::kTcpOptionMssLength;
  case kTcpOptionWindowScale: return Weird::kTcpOptionWindowScaleLength;
  case kTcpOptionSackPermitted: return Weird::kTcpOptionSackPermittedLength;
  case kTcpOptionSack: return Weird::kTcpOptionSackLength;
  case kTcpOptionTimestamps: return Weird::kTcpOptionTimestampsLength;
  case kTcpOptionQuickStart: return Weird::kTcpOptionQuickStartLength;
  case kTcpOptionUserTimeout: return Weird::kTcpOptionUserTimeoutLength;
  case kTcpOptionAuthentication: return Weird::kTcpOptionAuthenticationLength;
  case kTcpOptionFastOpenCookie: return Weird::kTcpOptionFastOpenLength;
  default: UNREACHABLE();
  }
}

bool all_silent(const Flow& flow) {
  return flow.orig().tcp_state() == TcpState::kInactive &&
         flow.resp().tcp_state() == TcpState::kInactive;
}

}  // namespace

// One packet as the tracker works on it.
struct TcpTracker::Segment {
  const PacketView& view;
  const TcpView& tcp;
  Side side;
  uint32_t length;      // of the payload
  uint32_t end;         // sequence number behind payload, SYN and FIN; nothing in a RST counts
  int32_t advance = 0;  // how far `end` goes beyond the sender's last; negative: old
  bool closes = false;

  Segment(const PacketView& packet, Side sender)
      : view(packet), tcp(packet.tcp), side(sender), length(packet.payload_length) {
    end = tcp.seq + (has(kTcpRst) ? 0 : length) + (has(kTcpSyn) ? 1 : 0) + (has(kTcpFin) ? 1 : 0);
  }
  bool has(uint8_t flag) const { return (tcp.flags & flag) != 0; }
  // What comes with a RST is a message to people at most (RFC 1122 4.2.2.12).
  bool carries_data() const { return length > 0 && !has(kTcpRst); }
};

void TcpTracker::weird(Flow& flow, Weird what, std::string_view additional) {
  weirds_.add(what);
  observer_.flow_weird(flow, what, additional);
}

void TcpTracker::notify(Flow& flow, FlowEvent event) {
  if (flow.interest.wants(event)) observer_.flow_event(event, flow);
}

void TcpTracker::set_state(Endpoint& endpoint, TcpState state) {
  if (endpoint.tcp_state() == state) return;
  endpoint.previous_state = endpoint.state;
  endpoint.state = static_cast<uint8_t>(state);
}

// A flow without detail is silent or has sent its opening SYN, whose timer now needs a place.
FlowDetail& TcpTracker::detail_of(Flow& flow) const {
  if (flow.detail_) return *flow.detail_;
  FlowDetail& detail = flow.ensure_detail();
  if (flow.orig().tcp_state() == TcpState::kSynSent && options_.tcp_attempt_delay.nanos > 0) {
    detail.timers.attempt = flow.start_time + options_.tcp_attempt_delay;
  }
  return detail;
}

OddCounts& TcpTracker::odd_counts(Flow& flow, Side side) const {
  static_cast<void>(detail_of(flow));
  return flow.ensure_oddities().sides[static_cast<size_t>(side)];
}

bool TcpTracker::opens_flow(const PacketView& view) const {
  bool syn = view.tcp.has(kTcpSyn);
  if (syn && !view.tcp.has(kTcpAck)) return true;
  if (syn && options_.tcp_syn_ack_ok) return true;
  return options_.partial_connection_ok;
}

bool TcpTracker::is_reuse(Flow& flow, Side side, const PacketView& view) {
  if (!view.tcp.has(kTcpSyn)) return false;
  const Endpoint& orig = flow.orig();
  const Endpoint& resp = flow.resp();
  bool is_closed = orig.did_close || resp.did_close;
  // An answer belongs to what was asked, however that went on.
  if (is_closed && view.tcp.has(kTcpAck)) return false;
  if (is_closed) {
    // A SYN that is sent again, as after a refusal, asks anew; another one comes early.
    bool repeats = view.tcp.seq == orig.sequence.start || view.tcp.seq == resp.sequence.start;
    if (!repeats && view.time - flow.last_time < options_.tcp_connection_linger) {
      weird(flow, Weird::kPrematureConnectionReuse);
    }
    return true;
  }
  // All that was seen had bad checksums.
  if (all_silent(flow)) {
    weird(flow, Weird::kActiveConnectionReuse);
    return true;
  }
  bool is_established =
      orig.tcp_state() == TcpState::kEstablished || resp.tcp_state() == TcpState::kEstablished;
  bool is_other_syn = !view.tcp.has(kTcpAck) && view.tcp.seq != orig.sequence.start;
  // Nobody has answered, and the originator begins again elsewhere, as scanners do.
  bool is_unanswered =
      orig.tcp_state() == TcpState::kSynSent && resp.tcp_state() == TcpState::kInactive;
  if (is_unanswered && is_other_syn && side == Side::kOrig) {
    weird(flow, Weird::kSynSeqJump);
    return true;
  }
  if (is_established && is_other_syn && view.time - flow.last_time > options_.tcp_session_timer) {
    weird(flow, Weird::kActiveConnectionReuse);
  }
  return false;
}

TcpTracker::Handled TcpTracker::handle(Flow& flow, Side& side, const PacketView& view) {
  if (view.transport_checksum == Checksum::kBad) {
    note_bad_checksum(flow, side);
    return Handled::kBad;
  }
  if (view.tcp.bad_header_length || view.tcp.header_cut_off) {
    weird(flow,
          view.tcp.header_cut_off ? Weird::kInternallyTruncatedHeader : Weird::kBadTcpHeaderLength);
    return Handled::kBad;
  }
  Segment segment(view, side);
  if (flow.history() == "H" && flow.orig().tcp_state() == TcpState::kSynAckSent) {
    flip_late(flow, side, segment);
    segment.side = side;
  }
  bool is_opening_syn = all_silent(flow) && segment.tcp.flags == kTcpSyn && segment.length == 0;
  if (!is_opening_syn) static_cast<void>(detail_of(flow));

  // What trails behind the end of both sides does not prolong the connection.
  if (!flow.orig().did_close || !flow.resp().did_close) flow.last_time = view.time;
  begin_sequence(flow, segment);
  if (!segment.has(kTcpRst) && is_before_start(flow.endpoint(segment.side), segment.tcp.seq))
    weird(flow, Weird::kTcpSequenceUnderflow);
  if (segment.has(kTcpSyn)) note_syn_oddities(flow, segment);
  note_flags(flow, segment);
  if (segment.has(kTcpFin | kTcpRst) && flow.detail_) note_storms(flow, segment);
  if (!segment.has(kTcpRst)) {
    if (flow.detail_ && segment.has(kTcpAck) && !segment.has(kTcpSyn))
      note_window_edge(flow, segment);
    if (segment.tcp.window == 0) note_zero_window(flow, segment);
  }
  if (segment.has(kTcpAck)) {
    begin_peer_sequence(flow, segment);
    if (!segment.has(kTcpRst) &&
        is_before_start(flow.endpoint(other(segment.side)), segment.tcp.ack))
      weird(flow, Weird::kTcpAckUnderflow);
  }
  segment.advance = advance_last(flow, segment);
  // Most packets by far move nothing.
  bool is_plain = !segment.has(kTcpSyn | kTcpFin | kTcpRst) &&
                  flow.endpoint(segment.side).tcp_state() == TcpState::kEstablished;
  if (!is_plain) move(flow, segment);

  if (segment.has(kTcpAck)) acknowledge(flow, segment);
  report_packet(flow, segment);
  deliver(flow, segment);
  if (segment.closes) close(flow, segment.side, view.time);
  bool is_deferred = flow.detail_ && (flow.detail_->sides[0].close_deferred ||
                                      flow.detail_->sides[1].close_deferred);
  if (is_deferred) close_deferred(flow, view.time);
  return Handled::kGood;
}

void TcpTracker::note_bad_checksum(Flow& flow, Side side) {
  weird(flow, Weird::kBadTcpChecksum);
  uint32_t& count = odd_counts(flow, side).bad_checksums;
  uint32_t reached = History::add_scaled(flow, side, 'C', count);
  if (reached > 1 && flow.interest.wants(FlowEvent::kHistoryThreshold)) {
    observer_.history_threshold(flow, side, HistoryThreshold::kChecksumErrors, reached);
  }
}

// The flow began with a SYN-ACK, whose sender was taken for the originator. The second packet
// settles it: a SYN from the other side means that the two were captured in the wrong order,
// anything else that the SYN is missing.
void TcpTracker::flip_late(Flow& flow, Side& side, const Segment& segment) {
  bool is_missed_syn = side == Side::kResp && segment.has(kTcpSyn) && !segment.has(kTcpAck);
  if (segment.has(kTcpSyn) && !is_missed_syn) return;
  if (is_missed_syn) {
    // Its letter is written in the sense that held until now.
    History::add_once(flow, side, 'S');
    detail_of(flow).sides[static_cast<size_t>(side)].noted_syn = segment.tcp.seq;
    History::add_flip(flow);
  } else {
    History::turn(flow);
  }
  flip(flow);
  side = other(side);
  if (!is_missed_syn) return;
  set_state(flow.resp(), TcpState::kEstablished);
  notify(flow, FlowEvent::kConnectionEstablished);
}

void TcpTracker::flip(Flow& flow) {
  std::swap(flow.orig_addr, flow.resp_addr);
  std::swap(flow.orig_port, flow.resp_port);
  std::swap(flow.orig_mac, flow.resp_mac);
  if (flow.transport == Transport::kTcp) {
    std::swap(flow.endpoints[0], flow.endpoints[1]);
  } else {
    std::swap(flow.orig().packets, flow.resp().packets);
    std::swap(flow.orig().ip_bytes, flow.resp().ip_bytes);
  }
  if (flow.detail_) {
    std::swap(flow.detail_->sides[0], flow.detail_->sides[1]);
  }
  if (FlowOddities* odd = flow.oddities()) {
    std::swap(odd->sides[0], odd->sides[1]);
    std::swap(odd->thresholds[0], odd->thresholds[1]);
  }
  flow.flipped = true;
  notify(flow, FlowEvent::kConnectionFlipped);
}

// Where the sender's stream starts. Without a SYN one is imagined before the first byte, so that
// all streams look alike.
void TcpTracker::begin_sequence(Flow& flow, const Segment& segment) {
  Endpoint& self = flow.endpoint(segment.side);
  bool syn = segment.has(kTcpSyn);
  uint32_t seq = segment.tcp.seq;
  switch (self.tcp_state()) {
  case TcpState::kInactive:
    if (syn)
      start_at(self, seq, segment.end);
    else
      start_at(self, seq - 1, seq);
    return;
  case TcpState::kEstablished:
  case TcpState::kPartial:
    if (syn && flow.size(segment.side) > 0) weird(flow, Weird::kSynInsideConnection);
    [[fallthrough]];
  case TcpState::kSynSent:
  case TcpState::kSynAckSent:
    if (!syn || seq == self.sequence.start) return;
    // Acknowledgements that came before it have its number, too.
    if (seq != self.sequence.start + 1 || flow.size(segment.side) > 0)
      weird(flow, Weird::kSynSeqJump);
    start_at(self, seq, segment.end);
    return;
  case TcpState::kReset:
    // The RST that gave the numbers may have been forged; a SYN is better evidence.
    if (syn && self.previous_state == static_cast<uint8_t>(TcpState::kInactive)) {
      start_at(self, seq, segment.end);
    }
    return;
  case TcpState::kClosed: return;
  }
}

// The peer is silent so far: whatever it may have sent ends where the acknowledgement says, and
// counts for nothing.
void TcpTracker::begin_peer_sequence(Flow& flow, const Segment& segment) {
  Endpoint& peer = flow.endpoint(other(segment.side));
  if (peer.tcp_state() != TcpState::kInactive) return;
  if (segment.has(kTcpSyn | kTcpFin | kTcpRst) == false) {
    // Of one that answers with a SYN-ACK it goes without saying that somebody asked.
    bool has_asked = flow.endpoint(segment.side).tcp_state() == TcpState::kSynSent;
    // Others were seen, though nothing was made of them.
    const FlowOddities* odd = flow.oddities();
    bool is_spoiled =
        odd != nullptr && odd->sides[static_cast<size_t>(other(segment.side))].bad_checksums > 0;
    if (has_asked && !is_spoiled && !flow.split_routing_reported) {
      flow.split_routing_reported = true;
      weird(flow, Weird::kPossibleSplitRouting);
    }
  }
  start_at(peer, segment.tcp.ack - 1, segment.tcp.ack - 1);
}

void TcpTracker::note_syn_oddities(Flow& flow, const Segment& segment) {
  if (segment.has(kTcpRst)) weird(flow, Weird::kTcpChristmas);
  if (segment.has(kTcpUrg)) weird(flow, Weird::kBaroqueSyn);
  if (segment.length > 0) weird(flow, Weird::kSynWithData);
  constexpr uint8_t kMaxWindowScale = 14;  // RFC 7323 2.3
  auto scale = tcp_window_scale(segment.tcp.options);
  if (scale && *scale > kMaxWindowScale) {
    weird(flow, Weird::kTcpScaleRange, std::to_string(*scale));
  }
  Endpoint& self = flow.endpoint(segment.side);
  self.window_scale = std::min(scale.value_or(0), kMaxWindowScale) & 0x0f;
  // RFC 7323 2.2: what the answer does not offer is not in use.
  if (!scale && segment.has(kTcpAck)) flow.endpoint(other(segment.side)).window_scale = 0;
}

// What carries data beside a flag is told by the flag alone.
void TcpTracker::note_flags(Flow& flow, const Segment& segment) {
  Side side = segment.side;
  if (!segment.has(kTcpSyn | kTcpFin | kTcpRst)) {
    if (segment.length > 0)
      History::add_once(flow, side, 'D');
    else if (segment.has(kTcpAck))
      History::add_once(flow, side, 'A');
    return;
  }
  bool syn = segment.has(kTcpSyn), fin = segment.has(kTcpFin), rst = segment.has(kTcpRst);
  // Flags that contradict each other are told by one letter, in place of theirs.
  if (fin && rst) return static_cast<void>(History::add_once(flow, side, 'I'));
  if (syn && (fin || rst)) return static_cast<void>(History::add_once(flow, side, 'Q'));
  SideDetail* detail = flow.detail_ ? &flow.detail_->sides[static_cast<size_t>(side)] : nullptr;
  auto note = [&](char letter, uint32_t number, uint32_t SideDetail::*noted) {
    bool is_new = History::add_once(flow, side, letter);
    if (!is_new && detail != nullptr && detail->*noted != number) History::add(flow, side, letter);
    if (detail != nullptr) detail->*noted = number;
  };
  uint32_t seq = segment.tcp.seq;
  if (syn) note(segment.has(kTcpAck) ? 'H' : 'S', seq, &SideDetail::noted_syn);
  // The FIN stands behind the data that came with it.
  if (fin) note('F', seq + segment.length, &SideDetail::noted_fin);
  if (rst) note('R', seq, &SideDetail::noted_rst);
}

void TcpTracker::note_storms(Flow& flow, const Segment& segment) {
  SideDetail& detail = flow.detail_->sides[static_cast<size_t>(segment.side)];
  bool is_close = segment.view.time - detail.last_ending <= options_.tcp_storm_interarrival_thresh;
  auto count = [&](uint16_t& run, Weird storm) {
    if (!is_close) run = 0;
    if (run < UINT16_MAX) ++run;
    if (run >= std::min<uint32_t>(options_.tcp_storm_thresh, UINT16_MAX)) weird(flow, storm);
  };
  if (segment.has(kTcpFin)) count(detail.fin_run, Weird::kFinStorm);
  if (segment.has(kTcpRst)) count(detail.rst_run, Weird::kRstStorm);
  detail.last_ending = segment.view.time;
}

void TcpTracker::note_zero_window(Flow& flow, const Segment& segment) {
  uint32_t& count = odd_counts(flow, segment.side).zero_windows;
  uint32_t reached = History::add_scaled(flow, segment.side, 'W', count);
  if (reached > 1 && flow.interest.wants(FlowEvent::kHistoryThreshold)) {
    observer_.history_threshold(flow, segment.side, HistoryThreshold::kZeroWindows, reached);
  }
}

// Windows are rounded to their scale, and those of SYNs are not scaled.
inline void TcpTracker::note_window_edge(Flow& flow, const Segment& segment) {
  uint32_t& known = flow.detail_->sides[static_cast<size_t>(segment.side)].window_edge;
  int32_t scale = flow.endpoint(segment.side).window_scale;
  uint32_t edge = segment.tcp.ack + (uint32_t{segment.tcp.window} << scale);
  if (known != 0 && distance(known, edge) < 0) return note_window_taken_back(flow, segment, edge);
  known = edge;
}

// RFC 9293 3.8.6: a receiver must not take back what it has let its peer send.
void TcpTracker::note_window_taken_back(Flow& flow, const Segment& segment, uint32_t edge) {
  const SequenceState& self = flow.endpoint(segment.side).sequence;
  const SequenceState& peer = flow.endpoint(other(segment.side)).sequence;
  // What comes late, or once more, does not say what holds now.
  bool is_late =
      distance(self.last, segment.tcp.seq) < 0 || distance(peer.ack, segment.tcp.ack) < 0;
  if (is_late) return;
  uint32_t& known = flow.detail_->sides[static_cast<size_t>(segment.side)].window_edge;
  int32_t taken_back = distance(edge, known);
  // Whoever closes may close the window as well.
  bool is_end = segment.has(kTcpFin) && segment.tcp.window == 0;
  if (taken_back >= 1 << flow.endpoint(segment.side).window_scale && !is_end)
    weird(flow, Weird::kWindowRecision);
  known = edge;
}

// Raises the highest sequence number of the sender, where the segment can be trusted with that.
int32_t TcpTracker::advance_last(Flow& flow, const Segment& segment) {
  Endpoint& self = flow.endpoint(segment.side);
  SequenceState& sequence = self.sequence;
  int32_t advance = distance(sequence.last, segment.end);
  // In answer to what acknowledged nothing it has the number 0 (RFC 9293 3.5.2).
  if (segment.has(kTcpRst) && segment.tcp.seq == 0) return advance;
  // None takes back what was sent.
  bool jumps = advance > kLargeJump || (advance < -kLargeJump && !segment.has(kTcpRst));
  // A connection of gigabytes of which only SYN and FIN are in the capture.
  bool only_fin = segment.has(kTcpFin) && sequence.last == sequence.start + 1;
  if ((segment.has(kTcpSyn | kTcpRst) && jumps) || only_fin) {
    raise_last(sequence, segment.end);
  } else if (self.tcp_state() == TcpState::kReset) {
    return advance;
  } else if (advance > 0) {
    raise_last(sequence, segment.end);
  } else if (segment.carries_data()) {
    retransmitted(flow, segment);
  }
  return advance;
}

void TcpTracker::retransmitted(Flow& flow, const Segment& segment) {
  const SequenceState& sequence = flow.endpoint(segment.side).sequence;
  bool is_keep_alive = segment.length == 1 && segment.tcp.seq == sequence.last - 1;
  if (options_.ignore_keep_alive_rexmit && is_keep_alive) return;
  uint32_t& count = odd_counts(flow, segment.side).retransmissions;
  uint32_t reached = History::add_scaled(flow, segment.side, 'T', count);
  if (reached > 1 && flow.interest.wants(FlowEvent::kHistoryThreshold)) {
    observer_.history_threshold(flow, segment.side, HistoryThreshold::kRetransmissions, reached);
  }
  if (flow.interest.wants(FlowEvent::kTcpRexmit)) {
    int64_t seq = std::max<int64_t>(0, relative(sequence, segment.tcp.seq));
    uint32_t in_flight = sequence.last - sequence.ack;
    observer_.tcp_rexmit(flow, segment.side, segment.view, static_cast<uint64_t>(seq), in_flight);
  }
}

void TcpTracker::move(Flow& flow, Segment& segment) {
  Endpoint& self = flow.endpoint(segment.side);
  Endpoint& peer = flow.endpoint(other(segment.side));
  TcpSituation situation;
  situation.side = segment.side;
  situation.self = self.tcp_state();
  situation.peer = peer.tcp_state();
  situation.peer_was_closed = peer.previous_state == static_cast<uint8_t>(TcpState::kClosed);
  situation.flags = segment.tcp.flags;
  situation.length = segment.length;
  situation.repeats_start = segment.tcp.seq == self.sequence.start;
  situation.advances = segment.advance > 0;
  situation.acks_peer_syn = distance(peer.sequence.start, segment.tcp.ack) > 0 &&
                            distance(segment.tcp.ack, peer.sequence.last) >= 0;
  TcpMove move = tcp_move(situation);
  set_state(self, move.self);
  if (move.peer) set_state(peer, *move.peer);
  segment.closes = move.closes;
  if (segment.has(kTcpFin)) self.seen_fin = true;
  if (move.weird != Weird::kCount) weird(flow, move.weird);
  if (segment.has(kTcpSyn) && flow.interest.wants(FlowEvent::kConnectionSynPacket)) {
    observer_.syn_packet(flow, segment.side, segment.view);
  }
  if (move.event) notify(flow, *move.event);
  if (move.starts_attempt && flow.detail_ && options_.tcp_attempt_delay.nanos > 0) {
    flow.detail_->timers.attempt = segment.view.time + options_.tcp_attempt_delay;
    timers_moved_ = true;
  }
}

void TcpTracker::acknowledge(Flow& flow, const Segment& segment) {
  Endpoint& self = flow.endpoint(segment.side);
  Endpoint& peer = flow.endpoint(other(segment.side));
  bool is_first =
      segment.side == Side::kOrig && !flow.seen_first_ack &&
      (self.tcp_state() == TcpState::kEstablished || self.tcp_state() == TcpState::kSynSent);
  if (is_first) {
    flow.seen_first_ack = true;
    notify(flow, FlowEvent::kConnectionFirstAck);
  }
  // Stacks put anything into the acknowledgement of a RST.
  if (segment.has(kTcpRst)) return;
  int64_t position = relative(peer.sequence, segment.tcp.ack);
  int64_t advance = position - relative_ack(peer.sequence);
  bool is_broken = segment.tcp.ack == 0 && advance > kLargeJump;
  if (advance <= 0 || is_broken) return;
  raise_ack(peer.sequence, position);
  if (position > 0) {
    assembler_.acknowledge(flow, other(segment.side), static_cast<uint64_t>(position),
                           is_partial(flow));
  }
}

bool TcpTracker::is_partial(const Flow& flow) const {
  return !(flow.orig().history_seen & 1) || !(flow.resp().history_seen & 1);
}

void TcpTracker::note_option_lengths(Flow& flow, const Segment& segment) {
  TcpOptionReader reader(segment.tcp.options);
  while (auto option = reader.next()) {
    if (is_known_tcp_option(option->kind) && !has_right_length(*option))
      weird(flow, option_weird(option->kind));
  }
}

void TcpTracker::report_packet(Flow& flow, const Segment& segment) {
  if (flow.interest.wants(FlowEvent::kTcpPacket)) {
    const SequenceState& self = flow.endpoint(segment.side).sequence;
    const SequenceState& peer = flow.endpoint(other(segment.side)).sequence;
    int64_t seq = std::max<int64_t>(0, relative(self, segment.tcp.seq));
    int64_t ack = segment.has(kTcpAck) ? std::max<int64_t>(0, relative(peer, segment.tcp.ack)) : 0;
    observer_.tcp_packet(flow, segment.side, segment.view, static_cast<uint64_t>(seq),
                         static_cast<uint64_t>(ack));
  }
  if (!segment.tcp.options.empty() && flow.interest.wants(FlowEvent::kTcpOptions)) {
    note_option_lengths(flow, segment);
    observer_.tcp_options(flow, segment.side, segment.view);
  }
}

void TcpTracker::deliver(Flow& flow, const Segment& segment) {
  if (!flow.detail_) return;
  const SequenceState& sequence = flow.endpoint(segment.side).sequence;
  if (segment.carries_data()) {
    // What the capture cut off is missing like a lost packet.
    bool is_whole = segment.view.payload.size() >= segment.length;
    int64_t begin = relative(sequence, segment.tcp.seq) + (segment.has(kTcpSyn) ? 1 : 0);
    ByteSpan bytes =
        segment.view.payload.first(std::min<size_t>(segment.view.payload.size(), segment.length));
    if (!is_whole) weird(flow, Weird::kTruncatedTcpPayload);
    if (is_whole && begin > 0) {
      assembler_.data(flow, segment.side, static_cast<uint64_t>(begin), bytes, segment.tcp.flags);
    }
  }
  if (segment.has(kTcpFin) && !segment.has(kTcpRst)) {
    int64_t position = relative(sequence, segment.end) - 1;
    if (position > 0) assembler_.fin(flow, segment.side, static_cast<uint64_t>(position));
  }
  for (Side side : {Side::kOrig, Side::kResp}) {
    if (flow.detail_->sides[static_cast<size_t>(side)].stream.fin != 0)
      assembler_.check_end(flow, side);
  }
}

}  // namespace avocet
