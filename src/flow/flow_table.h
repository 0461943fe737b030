// FlowTable: all live flows of one engine. Finds or makes the flow of each packet,
// keeps its state, reports to the observer, and ends it when its time has come.
//
// Time is packet time: timers fire in process() and advance() before anything
// else happens. Not thread-safe; many tables may live in one process.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "flow/flow.h"
#include "flow/flow_forecast.h"
#include "flow/flow_index.h"
#include "flow/flow_key.h"
#include "flow/flow_pool.h"
#include "flow/observer.h"
#include "flow/options.h"
#include "flow/tcp_tracker.h"
#include "flow/timer_queue.h"
#include "packet/packet_view.h"
#include "packet/weird.h"

namespace avocet {

class FlowUids;

enum class Verdict : uint8_t { kAccept, kDrop };

// conn_id as scripts name a flow.
struct FlowId {
  IpAddress orig, resp;
  uint16_t orig_port = 0, resp_port = 0;
  uint8_t protocol = 0;
  uint16_t vlan = kNoVlan, inner_vlan = kNoVlan;

  static FlowId of(const Flow& flow) {
    return {flow.orig_addr,   flow.resp_addr, flow.orig_port, flow.resp_port,
            flow.ip_protocol, flow.vlan,      flow.inner_vlan};
  }
};

// Sums since the start, by transport.
struct FlowCounts {
  uint64_t current = 0;
  uint64_t cumulative = 0;
  uint64_t peak = 0;
};

struct FlowStatistics {
  FlowCounts tcp, udp, icmp, other;
  uint64_t packets = 0;
  uint64_t limit_hits = 0;                  // flows removed because max_flows was reached
  uint64_t silent = 0;                      // flows removed because nothing came for too long
  uint64_t reassembly_bytes = 0;            // held now
  uint64_t reassembly_limit_hits = 0;       // because of all flows together
  uint64_t flow_reassembly_limit_hits = 0;  // because of what one may have
  uint64_t untold_inconsistencies = 0;      // because of one's limit
  uint64_t compare_limit_hits = 0;          // segments that are not compared any longer
  GapCounters gaps;
};

class FlowTable final : private TimerClient {
 public:
  // `options` and `observer` must outlive the table; options may change between packets.
  FlowTable(const FlowOptions& options, FlowObserver& observer, FlowInterest interest);
  ~FlowTable();
  FlowTable(const FlowTable&) = delete;
  FlowTable& operator=(const FlowTable&) = delete;

  // Numbered uids are given in the order in which flows begin.
  void set_numbered_uids(FlowUids* uids) { numbered_uids_ = uids; }

  // Around the handling of one packet with all packets inside it and all that handlers of its
  // events decide: the verdict on it is drop if any of them said so.
  void begin_packet();
  Verdict end_packet();

  // What became of this view; for one inside another, of this view alone.
  // Precondition: the decoder said kTransport.
  Verdict process(const PacketView& view);
  // The bytes of a packet that will come in a while, if they are known.
  void expect(LinkType link, ByteSpan frame) {
    if (forecast_.is_worth_it()) forecast_.expect(link, frame);
  }
  // Lets time pass without a packet (live capture, pseudo-realtime). The clock of a capture may
  // step back; time does not. What such packets begin is due by their times, which may have passed:
  // then it ends before the next packet.
  void advance(NetTime now) {
    clock_ = std::max(now_, now);
    timers_.advance(std::min(clock_, timers_held_));
    now_ = clock_;
  }
  // Whether advance() to that time would do more than to note it.
  bool is_timer_due(NetTime now) const {
    return timers_held_.nanos != INT64_MAX || timers_.is_busy_until(now);
  }
  // Timers that are due later wait until this is called again. The end of time: none.
  void hold_timers(NetTime until) { timers_held_ = until; }
  // Ends all flows, as at the end of a capture: first those whose timers are about to end them,
  // in order of time, then the others by addresses, ports and protocol. kConnectionPending goes
  // to TCP flows that are still open. The latter can be found until the table is gone: what runs
  // last may still ask for them.
  void finish();

  // The options were changed: flows that are there may be due earlier than they were.
  void note_options_changed() { options_moved_ |= size() > 0; }

  // Null when there is none, or when it was dropped and its end reported. Either direction finds
  // it.
  Flow* find(const FlowId& id);
  // The flow of the packet that is being processed; null between packets and before it is known.
  Flow* current() { return current_; }

  // What observers may call during a report:
  // No more reports and no counting for the flow; it stays until its timeout.
  void skip_further_processing(Flow& flow) { flow.skip_processing = true; }
  // Replaces the protocol's inactivity timeout; zero: never. Returns the one before.
  NetInterval set_inactivity_timeout(Flow& flow, NetInterval timeout);
  // Reports threshold_crossed() once, when the count of `side` reaches the number, at once if it
  // has by now; zero: never.
  void set_threshold(Flow& flow, Side side, uint64_t bytes, uint64_t packets);
  // Reports duration_crossed() once, with the first packet so long after the start, at once if that
  // was there; zero: never.
  void set_duration_threshold(Flow& flow, NetInterval duration);
  NetInterval duration_threshold(const Flow& flow) const;
  // What is set and was not reached yet: bytes and packets.
  std::pair<uint64_t, uint64_t> threshold(const Flow& flow, Side side) const;
  // The flow is looked at one dns_session_timeout after its start, and again after each look. It
  // ends when it was silent for that time less a second by then.
  void start_session_timer(Flow& flow);
  // Exchanges originator and responder (connection_flipped). Not during reports about TCP. Without
  // TCP, sizes, states and letters seen stay where they are: only who is who changes, and how many
  // packets each sent.
  void flip(Flow& flow);
  // Notes that the flow was not looked at to the end (X in the history).
  void note_partial_analysis(Flow& flow);
  bool is_handling_packet() const { return is_handling_; }
  // The packet being handled is not accepted. False if there is none: see begin_packet().
  bool drop_packet();
  // The packet being handled, if it belongs to the flow, and all others of the flow are not
  // accepted for `period`, which counts from now and is not prolonged. connection_state_remove
  // follows once, at once or when the current view is done; after that the flow is silent, and the
  // first packet after the period opens another.
  void drop(Flow& flow, NetInterval period);
  // Packets that were not accepted.
  uint64_t packets_dropped() const { return packets_dropped_; }

  // Orders what timers and the end of the capture report: where the flow that settle() is called
  // for stands among all that they report at one time, in whichever table they are.
  using Rank = std::array<uint64_t, 7>;
  const Rank& rank() const { return rank_; }

  // The flow of the packet that process() was last called with; null when it has none.
  Flow* processed() { return processed_; }

  // The interest of flows to come.
  void set_interest(FlowInterest interest) { interest_ = interest; }
  FlowInterest interest() const { return interest_; }

  // Calls `visit` for each live flow, in no defined order.
  void for_each(const std::function<void(Flow&)>& visit);
  size_t size() const { return pool_.live(); }
  FlowStatistics statistics() const;
  WeirdCounters& weirds() { return weirds_; }

 private:
  NetTime next_due(const Flow& flow) const override;
  void timer_fired(Flow& flow, NetTime due) override;

  Flow* find(const FlowKey& key, uint32_t hash, KeyMatch& how);
  Flow* create(const PacketView& view, const FlowKey& key, uint32_t hash);
  bool takes_reverse(const PacketView& view) const;
  void handle(Flow& flow, Side side, const PacketView& view, bool is_new);
  void handle_udp(Flow& flow, Side side, const PacketView& view);
  void note_datagram(Flow& flow, Side side, const PacketView& view);
  void handle_icmp(Flow& flow, Side side, const PacketView& view);
  bool has_bad_checksum(Flow& flow, Side side, const PacketView& view);
  void note_label(Flow& flow, Side side, const PacketView& view);
  void note_tunnel(Flow& flow, const PacketView& view, bool is_new);
  void count(Flow& flow, Side side, const PacketView& view);
  NetInterval inactivity_timeout(const Flow& flow) const;
  static NetTime silent_since(const Flow& flow);
  NetInterval session_timeout() const;
  // When the session timer looks at the flow next.
  NetTime session_due(const Flow& flow) const;
  // False sets the next look.
  bool look_whether_session_ended(Flow& flow, NetTime due);
  NetTime status_due(const Flow& flow) const;
  NetTime lifetime_due(const Flow& flow) const;
  void check_thresholds(Flow& flow, Side side, NetTime now);
  NetTime final_due(const Flow& flow) const;
  void end(Flow& flow);
  void remove(Flow& flow);
  void report_removal(Flow& flow);
  void notify(Flow& flow, FlowEvent event);
  void keep_limit();
  bool gather_idlest();
  FlowCounts& counts_of(const Flow& flow);

  void report_timer(Flow& flow, NetTime due);
  Rank timer_rank(const Flow& flow, NetTime due) const;
  Rank final_rank(const Flow& flow) const;
  Rank ending_rank(const Flow& flow) const;
  // In short where a flow's rank puts it: among a million flows whole ranks would take more memory
  // than what they order. What is equal here is told apart by them.
  struct Ending {
    uint64_t first, second;
    uint32_t group;  // before both
    uint32_t flow;   // in the pool
  };
  Ending ending_of(const Flow& flow) const;
  // All flows, in the order in which the end of the capture ends them.
  std::vector<Ending> endings();

  struct Idle {
    NetTime since;
    uint32_t index;
  };

  const FlowOptions& options_;
  FlowUids* numbered_uids_ = nullptr;  // null: they are not numbered
  FlowObserver& observer_;
  FlowInterest interest_;
  WeirdCounters weirds_;
  FlowPool pool_;
  FlowIndex index_;
  const FlowHashSeed hash_seed_ = FlowHashSeed::fresh();
  FlowForecast forecast_;
  TimerQueue timers_;
  TcpTracker tcp_;
  FlowStatistics statistics_;
  std::vector<Idle> idlest_;  // candidates for removal at the limit, the idlest last
  NetTime now_;
  NetTime clock_;                   // what timers are being brought up to
  NetTime timers_held_{INT64_MAX};  // see hold_timers()
  Flow* current_ = nullptr;
  Flow* processed_ = nullptr;
  Verdict verdict_ = Verdict::kAccept;         // on the view being processed
  Verdict packet_verdict_ = Verdict::kAccept;  // on the whole packet being handled
  bool options_moved_ = false;
  bool is_handling_ = false;    // between begin_packet() and end_packet()
  std::vector<Flow*> touched_;  // the flows of the packet being handled
  uint64_t packets_dropped_ = 0;
  Rank rank_{};
};

}  // namespace avocet
