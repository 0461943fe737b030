// StreamAssembler: puts the bytes of one TCP direction in order and finds holes.
//
// Bytes in order go straight from the packet to the observer; only what lies
// behind a hole is kept, and only its extent when nobody wants the content. Of
// bytes sent twice the first copy counts. A hole becomes a gap when the peer
// acknowledges beyond it. Internal to flow/.
#pragma once

#include <cstdint>

#include "flow/flow.h"
#include "flow/flow_detail.h"
#include "flow/observer.h"
#include "flow/options.h"

namespace avocet {

// What peers acknowledged, and what of it was never seen.
struct GapCounters {
  uint64_t ack_events = 0;
  uint64_t ack_bytes = 0;
  uint64_t gap_events = 0;
  uint64_t gap_bytes = 0;
};

class StreamAssembler {
 public:
  StreamAssembler(const FlowOptions& options, FlowObserver& observer)
      : options_(options), observer_(observer) {}

  // Payload at `begin`, wholly captured.
  void data(Flow& flow, Side side, uint64_t begin, ByteSpan bytes, uint8_t tcp_flags);
  // The peer of `side` acknowledged everything before `up_to`. `is_partial`: the stream's start
  // was not seen, so that its first octet may be the imagined SYN.
  void acknowledge(Flow& flow, Side side, uint64_t up_to, bool is_partial);
  // The FIN of `side` stands at `position`.
  void fin(Flow& flow, Side side, uint64_t position);
  // Reports the end once everything before the FIN was delivered.
  void check_end(Flow& flow, Side side);
  // Shows what waits, of flows about to be removed.
  void show_undelivered(Flow& flow);
  // Forgets what waits; for removed flows.
  void discard(Flow& flow);

  // Whether bytes before `end_of_data` are missing that may still come.
  static bool waits_for_data(const StreamState& stream, uint64_t end_of_data) {
    return !stream.given_up && stream.next < end_of_data;
  }
  uint64_t buffered_bytes() const { return buffered_; }
  uint64_t limit_hits() const { return limit_hits_; }
  // The same because of what one flow may have waiting.
  uint64_t flow_limit_hits() const { return flow_limit_hits_; }
  // Segments that are not compared with what comes in their place, because too much was kept.
  uint64_t compare_limit_hits() const { return compare_limit_hits_; }
  // Places where bytes were sent otherwise that were not told of, because one segment had many.
  uint64_t untold_inconsistencies() const { return untold_inconsistencies_; }
  const GapCounters& gaps() const { return gaps_; }

 private:
  StreamState& stream_of(Flow& flow, Side side);
  void deliver(Flow& flow, Side side, uint64_t begin, ByteSpan bytes);
  void deliver_waiting(Flow& flow, Side side);
  void remember(Flow& flow, Side side, uint64_t begin, ByteSpan bytes);
  void keep(Flow& flow, Side side, uint64_t begin, ByteSpan bytes);
  void keep_limits(Flow& flow, Side side);
  void give_up(Flow& flow, Side side, Weird why);
  void drop_waiting(StreamState& stream);
  void drop_delivered(StreamState& stream);
  void forget_first(StreamBuffers& buffers);
  void note_acknowledged(StreamState& stream, uint64_t before);
  bool is_peer_unseen(const Flow& flow, Side side, const StreamState& stream) const;
  void gap(Flow& flow, Side side, uint64_t begin, uint64_t end);
  void compare(Flow& flow, Side side, uint64_t begin, ByteSpan bytes, uint8_t tcp_flags);

  const FlowOptions& options_;
  FlowObserver& observer_;
  uint64_t buffered_ = 0;  // content that waits
  uint64_t waiting_ = 0;   // segments that wait
  uint64_t compared_ = 0;  // what is kept for comparing takes
  uint64_t limit_hits_ = 0, flow_limit_hits_ = 0, compare_limit_hits_ = 0;
  uint64_t untold_inconsistencies_ = 0;
  GapCounters gaps_;
};

}  // namespace avocet
