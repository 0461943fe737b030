// How one TCP segment moves the states of the two endpoints: a pure function,
// apart from sequence numbers, reassembly and timers. Internal to flow/.
//
// The states are those that scripts see (TCP_INACTIVE and so on). They describe
// what was observed of each side, not what its stack thinks.
#pragma once

#include <cstdint>
#include <optional>

#include "flow/flow.h"
#include "flow/interest.h"
#include "packet/weird.h"

namespace avocet {

struct TcpSituation {
  Side side = Side::kOrig;  // who sends
  TcpState self = TcpState::kInactive;
  TcpState peer = TcpState::kInactive;
  bool peer_was_closed = false;  // the state that the peer had before was kClosed
  uint8_t flags = 0;
  uint32_t length = 0;         // of the payload
  bool repeats_start = false;  // a SYN with the sequence number of the sender's first one
  bool advances = false;       // goes beyond everything the sender sent before
  bool acks_peer_syn = false;  // within what the peer has sent

  bool has(uint8_t flag) const { return (flags & flag) != 0; }
  bool from_orig() const { return side == Side::kOrig; }
};

struct TcpMove {
  TcpState self = TcpState::kInactive;
  std::optional<TcpState> peer;  // when it moves too
  bool closes = false;           // the sender ends its side
  std::optional<FlowEvent> event;
  Weird weird = Weird::kCount;  // kCount: none
  bool starts_attempt = false;  // the opening SYN: wait for an answer
};

TcpMove tcp_move(const TcpSituation& situation);

}  // namespace avocet
