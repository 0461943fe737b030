// FlowDetail: what only some flows need, allocated when they do. A TCP flow that
// is nothing but an unanswered SYN, and most UDP flows, never have one.
// Internal to flow/.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/net_time.h"
#include "packet/encapsulation.h"

namespace avocet {

// A run of stream bytes; `bytes` is empty where nobody wants the content.
struct StreamSegment {
  uint64_t end = 0;
  std::vector<uint8_t> bytes;
};

// Disjoint, by where they begin. Segments come in any order, and there may be very many: one in
// between must not move the others.
using StreamSegments = std::map<uint64_t, StreamSegment>;

// What is held of one direction.
struct StreamBuffers {
  uint64_t bytes = 0;        // of the stream that `waiting` stands for
  StreamSegments waiting;    // behind a hole
  StreamSegments delivered;  // kept for rexmit_inconsistency
  size_t acknowledged = 0;   // so many of `delivered`, its first, the peer has
};

// Reassembly of one direction. Positions are relative: 0 is the SYN, data starts at 1.
struct StreamState {
  uint64_t next = 1;  // everything before was delivered or given up
  uint64_t acknowledged = 0;
  uint64_t fin = 0;                        // position of the FIN; 0 before it was seen
  std::unique_ptr<StreamBuffers> buffers;  // null: nothing is held, as is usual
  bool given_up = false;
  bool ended = false;  // stream_end was reported

  StreamBuffers& ensure_buffers() {
    if (!buffers) buffers = std::make_unique<StreamBuffers>();
    return *buffers;
  }
  // Where the first segment behind the hole begins, if there is one.
  std::optional<uint64_t> first_waiting() const {
    if (!buffers || buffers->waiting.empty()) return std::nullopt;
    return buffers->waiting.begin()->first;
  }
};

struct SideDetail {
  // Sequence numbers that were last noted in the history, by flag.
  uint32_t noted_syn = 0, noted_fin = 0, noted_rst = 0;
  bool close_deferred = false;  // closed, but bytes before the FIN are missing
  // FINs and RSTs that followed each other closely, and when the last of them came.
  uint16_t fin_run = 0, rst_run = 0;
  uint32_t window_edge = 0;  // behind the last octet that the peer may send; zero: not known
  NetTime last_ending;
  StreamState stream;
};

// When to look at a TCP flow again; unset: not for this reason.
struct TcpTimers {
  NetTime attempt, check, partial_close, reset, remove;
};

struct FlowThreshold {
  uint64_t bytes = 0;  // 0: none
  uint64_t packets = 0;
};

// Occurrences behind the letters C, W, T and G of the history.
struct OddCounts {
  uint32_t bad_checksums = 0, zero_windows = 0, retransmissions = 0, gaps = 0;
};

// What few flows have, even of those with detail.
struct FlowOddities {
  std::array<OddCounts, 2> sides;
  uint64_t missed_bytes = 0;
  std::array<FlowThreshold, 2> thresholds;
  NetInterval duration_threshold;      // zero: none
  NetTime next_look;                   // of the session timer; unset: the first
  std::string long_history;            // once it does not fit in the flow; else empty
  std::vector<Encapsulation> tunnels;  // outermost first
  uint8_t tunnel_changes = 0;
  bool has_uid = false;   // a numbered one, see FlowUids
  bool outlives = false;  // it goes on beyond FlowOptions::non_analyzed_lifetime
  uint64_t uid_high = 0, uid_low = 0;
};

struct FlowDetail {
  std::array<SideDetail, 2> sides;
  TcpTimers timers;
  NetInterval inactivity_timeout{-1};  // set for this flow alone; negative: by the protocol
  NetTime dropped_until;
  NetTime kept_since;  // silent, but somebody wanted it kept; unset: never
  std::unique_ptr<FlowOddities> oddities;
};

// Every established connection has one: a million of them, with their flows, in half a gigabyte.
static_assert(sizeof(FlowDetail) == 216);

}  // namespace avocet
