// TcpTracker: what TCP packets do to a flow: sequence numbers, states, history,
// reassembly, close, and the timers that end it.
//
// Order within a packet: direction, start of the sequence space, history of the
// flags, highest sequence number, state, acknowledgement, payload, close. Later
// steps see what the earlier ones did. Internal to flow/.
#pragma once

#include <cstdint>
#include <utility>

#include "flow/flow.h"
#include "flow/flow_detail.h"
#include "flow/observer.h"
#include "flow/options.h"
#include "flow/stream_assembler.h"
#include "flow/tcp_states.h"
#include "packet/packet_view.h"

namespace avocet {

class TcpTracker {
 public:
  // `clock` is what timers have been brought up to.
  TcpTracker(const FlowOptions& options, FlowObserver& observer, WeirdCounters& weirds,
             const NetTime& clock)
      : options_(options), observer_(observer), weirds_(weirds), clock_(clock),
        assembler_(options, observer) {}

  // Whether a flow may start with this packet.
  bool opens_flow(const PacketView& view) const;
  // Whether this packet is the start of another connection with the ports of `flow`.
  bool is_reuse(Flow& flow, Side side, const PacketView& view);

  // What became of a packet: a bad one counts for nothing but its letter in the history.
  enum class Handled : uint8_t { kGood, kBad };
  // `side` is where the packet comes from; changed when the packet shows that the direction of the
  // flow was taken wrong and the flow is turned.
  Handled handle(Flow& flow, Side& side, const PacketView& view);

  // Exchanges originator and responder.
  void flip(Flow& flow);

  NetTime next_due(const Flow& flow) const;
  // Whether next_due() of any flow may have become earlier since the last call.
  bool take_timers_moved() { return std::exchange(timers_moved_, false); }
  // The timer that the end of a capture brings forward: of an attempt or a reset. At the end of
  // time when there is none.
  NetTime final_due(const Flow& flow) const;
  // Looks at everything that is due; whether the flow is to be removed (its last event but
  // connection_state_remove has been reported).
  bool is_over(Flow& flow, NetTime now);

  // A SYN that nobody has answered.
  static bool is_attempt(const Flow& flow);

  // What was received but cannot be delivered any more, of a flow about to be removed.
  void show_undelivered(Flow& flow) {
    if (flow.detail_) assembler_.show_undelivered(flow);
  }
  void discard(Flow& flow) { assembler_.discard(flow); }
  const StreamAssembler& assembler() const { return assembler_; }

 private:
  struct Segment;

  FlowDetail& detail_of(Flow& flow) const;
  OddCounts& odd_counts(Flow& flow, Side side) const;
  void flip_late(Flow& flow, Side& side, const Segment& segment);
  void begin_sequence(Flow& flow, const Segment& segment);
  void begin_peer_sequence(Flow& flow, const Segment& segment);
  void note_option_lengths(Flow& flow, const Segment& segment);
  void note_flags(Flow& flow, const Segment& segment);
  void note_storms(Flow& flow, const Segment& segment);
  void note_zero_window(Flow& flow, const Segment& segment);
  void note_window_edge(Flow& flow, const Segment& segment);
  void note_window_taken_back(Flow& flow, const Segment& segment, uint32_t edge);
  void note_syn_oddities(Flow& flow, const Segment& segment);
  int32_t advance_last(Flow& flow, const Segment& segment);
  void move(Flow& flow, Segment& segment);
  void acknowledge(Flow& flow, const Segment& segment);
  void retransmitted(Flow& flow, const Segment& segment);
  void deliver(Flow& flow, const Segment& segment);
  void report_packet(Flow& flow, const Segment& segment);
  void close(Flow& flow, Side side, NetTime now);
  void close_deferred(Flow& flow, NetTime now);
  void skip_checks(NetTime until, TcpTimers& timers) const;
  bool waits_for_data(const Flow& flow, Side side) const;
  void set_state(Endpoint& endpoint, TcpState state);
  void weird(Flow& flow, Weird weird, std::string_view additional = {});
  void notify(Flow& flow, FlowEvent event);
  void note_bad_checksum(Flow& flow, Side side);
  bool is_partial(const Flow& flow) const;

  const FlowOptions& options_;
  FlowObserver& observer_;
  WeirdCounters& weirds_;
  const NetTime& clock_;
  bool timers_moved_ = false;
  StreamAssembler assembler_;
};

}  // namespace avocet
