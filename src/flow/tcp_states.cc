#include "flow/tcp_states.h"

#include "base/check.h"

namespace avocet {
namespace {

void end_with(TcpMove& move, TcpState state) {
  move.self = state;
  move.closes = true;
}

// A SYN of a sender that was silent so far.
void open_by_syn(const TcpSituation& s, TcpMove& move) {
  if (s.from_orig() && !s.has(kTcpAck)) {
    move.self = TcpState::kSynSent;
    move.starts_attempt = true;
    return;
  }
  if (s.from_orig()) {
    // The answer to a SYN that was not seen, or both sides opening at once.
    if (s.peer == TcpState::kInactive) move.weird = Weird::kConnectionOriginatorSynAck;
    bool answers = s.peer == TcpState::kSynSent || s.peer == TcpState::kSynAckSent;
    move.self = answers ? TcpState::kEstablished : TcpState::kSynAckSent;
    if (answers) move.peer = TcpState::kEstablished;
    move.starts_attempt = !answers;
    return;
  }
  if (!s.has(kTcpAck)) {
    if (s.peer == TcpState::kSynSent) move.weird = Weird::kSimultaneousOpen;
    move.self = TcpState::kSynSent;
    return;
  }
  if (s.peer == TcpState::kInactive) {
    move.weird = Weird::kUnsolicitedSynResponse;
  } else if (s.peer != TcpState::kPartial && !s.acks_peer_syn) {
    move.weird = Weird::kBadSynAck;
  }
  move.self = TcpState::kEstablished;
  if (s.peer == TcpState::kSynSent) move.peer = TcpState::kEstablished;
  move.event = FlowEvent::kConnectionEstablished;
}

TcpMove from_inactive(const TcpSituation& s) {
  TcpMove move;
  if (s.has(kTcpSyn)) open_by_syn(s, move);
  if (s.has(kTcpFin)) {
    if (!s.has(kTcpSyn) && s.peer != TcpState::kPartial) move.weird = Weird::kSpontaneousFin;
    end_with(move, TcpState::kClosed);
  }
  if (s.has(kTcpRst)) {
    bool rejects = !s.from_orig() && s.peer == TcpState::kSynSent;
    if (rejects) {
      move.event = FlowEvent::kConnectionRejected;
    } else if (!s.has(kTcpSyn)) {
      move.weird = Weird::kSpontaneousRst;
    }
    end_with(move, TcpState::kReset);
  }
  if (s.has(kTcpSyn | kTcpFin | kTcpRst)) return move;

  // Data or an ACK out of nowhere. An originator that goes on after the responder's SYN-ACK has
  // a proper connection, only its SYN was missed.
  if (s.peer == TcpState::kEstablished) {
    move.self = TcpState::kEstablished;
    return move;
  }
  if (s.peer == TcpState::kSynSent && s.length > 0) move.weird = Weird::kDataBeforeEstablished;
  if (s.peer == TcpState::kPartial) move.event = FlowEvent::kPartialConnection;
  move.self = TcpState::kPartial;
  return move;
}

TcpMove from_opening(const TcpSituation& s) {
  TcpMove move;
  move.self = s.self;
  if (s.has(kTcpSyn)) {
    bool from_both = s.peer == TcpState::kSynSent || s.peer == TcpState::kSynAckSent;
    if (s.has(kTcpAck) && !s.has(kTcpFin | kTcpRst) && from_both) {
      // The second half of a simultaneous open.
      move.self = TcpState::kEstablished;
      move.peer = TcpState::kEstablished;
      move.event = FlowEvent::kConnectionEstablished;
    } else if (s.from_orig() && s.has(kTcpAck) && s.self == TcpState::kSynSent) {
      move.weird = Weird::kRepeatedSynWithAck;
    } else if (!s.from_orig() && !s.has(kTcpAck) && !s.repeats_start) {
      move.weird = Weird::kRepeatedSynReplyWithoutAck;
    }
  }
  if (s.has(kTcpFin)) {
    if (s.peer == TcpState::kInactive || s.peer == TcpState::kSynSent) {
      move.weird = Weird::kInappropriateFin;
    }
    end_with(move, TcpState::kClosed);
  }
  if (s.has(kTcpRst)) end_with(move, TcpState::kReset);
  bool is_early = s.peer == TcpState::kInactive && s.length > 0;
  if (is_early && !s.has(kTcpSyn | kTcpFin | kTcpRst)) move.weird = Weird::kDataBeforeEstablished;
  return move;
}

TcpMove from_open(const TcpSituation& s) {
  TcpMove move;
  move.self = s.self;
  bool reopens = s.has(kTcpSyn) && !s.has(kTcpAck) && s.self == TcpState::kPartial &&
                 s.peer == TcpState::kInactive;
  if (reopens) {
    move.weird = Weird::kSynAfterPartial;
    move.self = TcpState::kSynSent;
  }
  if (s.has(kTcpFin) && !s.has(kTcpRst)) {
    end_with(move, TcpState::kClosed);
    // A FIN that was followed by a needless RST counts, now that this side ends in order too.
    if (s.peer == TcpState::kReset && s.peer_was_closed) move.peer = TcpState::kClosed;
  }
  if (s.has(kTcpRst)) {
    end_with(move, TcpState::kReset);
    move.event = FlowEvent::kConnectionReset;
  }
  return move;
}

TcpMove from_closed(const TcpSituation& s) {
  TcpMove move;
  move.self = s.self;
  if (s.has(kTcpSyn)) move.weird = Weird::kSynAfterClose;
  if (s.has(kTcpFin) && !s.has(kTcpRst) && s.advances) move.weird = Weird::kFinAdvancedLastSeq;
  // Once both sides have said FIN, a late RST tells nothing new.
  if (s.has(kTcpRst) && s.peer != TcpState::kClosed) {
    end_with(move, TcpState::kReset);
    move.event = FlowEvent::kConnectionReset;
  }
  return move;
}

TcpMove from_reset(const TcpSituation& s) {
  TcpMove move;
  move.self = s.self;
  if (s.has(kTcpSyn))
    move.weird = Weird::kSynAfterReset;
  else if (s.has(kTcpFin))
    move.weird = Weird::kFinAfterReset;
  else if (s.length > 0 && !s.has(kTcpRst))
    move.weird = Weird::kDataAfterReset;
  return move;
}

}  // namespace

TcpMove tcp_move(const TcpSituation& situation) {
  switch (situation.self) {
  case TcpState::kInactive: return from_inactive(situation);
  case TcpState::kSynSent:
  case TcpState::kSynAckSent: return from_opening(situation);
  case TcpState::kEstablished:
  case TcpState::kPartial: return from_open(situation);
  case TcpState::kClosed: return from_closed(situation);
  case TcpState::kReset: return from_reset(situation);
  }
  UNREACHABLE();
}

}  // namespace avocet
