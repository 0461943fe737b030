// SignatureWatch: matches rules against the traffic of flows and acts on what matches.
//
// With the first packet of each side the headers decide which rules that side is watched for. Until
// payload comes that is all there is to know, and fits into the marks of the flow
// (flow/flow_data.h); a flow gets a state with its first payload, and loses it when no rule can
// match any more. Payload of TCP is matched as a stream, of the others packet by
// packet, and by default only the first dpd_buffer_size bytes of a flow (dpd_match_only_beginning).
// Without dpd_reassemble_first_packets, what TCP sends is matched in the order in which its packets
// come, and as often, until somebody else wants the stream.
// What analyzers extract comes through content(). Each rule matches at most once for a flow.
//
// A FlowObserver of its own beside the one that raises events; see flow/observers.h.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "event/event_queue.h"
#include "flow/observer.h"
#include "flow/payload_budget.h"
#include "signature/rule_binding.h"
#include "signature/rule_set.h"
#include "value/record.h"

namespace avocet {

// What a side of a flow sent, piece by piece, for analyzers that are attached late.
struct SeenPiece {
  Side side;
  ByteSpan bytes;
};

// What rules ask of the rest of the engine.
class SignatureHost {
 public:
  virtual ~SignatureHost() = default;
  // The connection record of a flow, with one count.
  virtual Value connection(Flow& flow) = 0;
  // Whether others still want the bytes of the flow.
  virtual bool wants_content(const Flow& flow) = 0;
  // Whether some analyzer has that name.
  virtual bool knows_analyzer(std::string_view name) = 0;
  // Attaches an analyzer and hands it what was seen so far; nothing if it is attached already.
  virtual void enable_analyzer(Flow& flow, std::string_view name,
                               std::span<const SeenPiece> seen) = 0;
  // An analyzer would be attached, were the beginning of the flow still there.
  virtual void late_match(Flow& flow, std::string_view name) = 0;
};

class SignatureWatch final : public FlowObserver, public PayloadHolder {
 public:
  // All of these outlive it. What does not fit between rules and scripts goes to `sink`.
  // `others` is what the flow's other observers want of every flow.
  SignatureWatch(RuleSet& rules, EventQueue& queue, Machine& machine, SignatureHost& host,
                 FlowInterest others, DiagnosticSink& sink);
  ~SignatureWatch() override;

  // What it wants to hear of each new flow.
  FlowInterest interest() const;

  void new_packet(Flow& flow, Side side, const PacketView& packet) override;
  void datagram(Flow& flow, Side side, const PacketView& packet) override;
  void icmp(Flow& flow, Side side, const PacketView& packet) override;
  void stream_data(Flow& flow, Side side, uint64_t seq, ByteSpan bytes) override;
  void stream_gap(Flow& flow, Side side, uint64_t seq, uint64_t length) override;
  void stream_undelivered(Flow& flow, Side side, ByteSpan bytes) override;
  void tcp_packet(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                  uint64_t ack) override;
  void stream_end(Flow& flow, Side side) override;
  void flow_event(FlowEvent event, Flow& flow) override;

  // What an analyzer found on one side: a piece of it; `begin` and `end` say whether it is the
  // first, or the last.
  void content(Flow& flow, Side side, ContentKind kind, ByteSpan bytes, bool begin, bool end);

  // Whether some rule has a condition of that kind.
  bool looks_for(ContentKind kind) const { return kinds_ >> size_t(kind) & 1; }
  // Another protocol begins with the next piece of the flow: rules may match once more, and their
  // expressions begin anew.
  void look_again(Flow& flow, size_t rest);
  // Bytes of a stream that the flow's protocol carries: from now on they are the flow's payload,
  // and what its packets have is not looked at. The first ones begin like those of a new flow.
  void carried(Flow& flow, Side side, ByteSpan bytes);

  // Of one flow: its beginning is not kept any longer, as if enough had been seen of it.
  void give_up(Flow& flow) override;

  // Matches of the rule so far.
  uint64_t matches(uint32_t rule) const { return counts_[rule]; }

 private:
  // Which rules a flow is watched for, on each side; whatever few combinations traffic knows.
  struct Sides {
    std::array<RuleGroup*, 2> groups{};  // null: no rule fits
    std::array<bool, 2> begun{};         // the first packet was seen
    bool begin_from_none() const { return !begun[0] && !begun[1]; }
    bool is_without_rules() const { return begun[0] && begun[1] && !groups[0] && !groups[1]; }
    void flip() {
      std::swap(groups[0], groups[1]);
      std::swap(begun[0], begun[1]);
    }
    friend auto operator<=>(const Sides&, const Sides&) = default;
  };
  struct FlowState;
  class Busy;
  // What a rule was found in.
  struct Found {
    ByteSpan data;
    size_t end = 0;        // how much of it matched
    bool closing = false;  // the flow ends: what was not seen will not be
  };
  // A rule to try, by its place among those of a side.
  struct Candidate {
    Side side;
    uint32_t position;
    Found found;
  };

  // ---- Flows, by their marks.
  FlowState* find(const Flow& flow);
  Sides sides_of(const Flow& flow);
  bool try_mark(Flow& flow, const Sides& sides, bool is_stopped);
  void note(Flow& flow, const Sides& sides);
  FlowState& ensure(Flow& flow);
  FlowState* ensure_for(Flow& flow, const Sides& sides);
  void rest(Flow& flow, FlowState& state);

  void begin_side(Flow& flow, FlowState& state, Side side);
  FlowState* state_for_payload(Flow& flow);
  void payload(Flow& flow, Side side, ByteSpan bytes, bool packetwise);
  void look_at(Flow& flow, FlowState& state, Side side, ByteSpan bytes, bool packetwise);
  void match(Flow& flow, FlowState& state, Side side, ByteSpan bytes, bool packetwise);
  void note_size(Flow& flow, FlowState& state, Side side, ByteSpan bytes);
  void remember(Flow& flow, FlowState& state, Side side, ByteSpan bytes);
  void feed(Flow& flow, FlowState& state, Side side, ContentKind kind, ByteSpan bytes, bool end);
  void content_matched(Flow& flow, FlowState& state, Side side, ContentPlace place, Found found);
  void try_rule(Flow& flow, FlowState& state, Side side, uint32_t position, Found found);
  bool match_rule(Flow& flow, FlowState& state, const Candidate& candidate);
  bool conditions_hold(Flow& flow, FlowState& state, Side side, uint32_t rule, Found found);
  bool dependencies_hold(const FlowState& state, Side side, const SignatureRule& rule,
                         bool closing) const;
  static bool states_hold(const Flow& flow, Side side, const SignatureRule& rule);
  bool evals_hold(Flow& flow, const FlowState& state, Side side, uint32_t rule, Found found);
  void act(Flow& flow, FlowState& state, Side side, uint32_t rule, Found found);
  void enable(Flow& flow, FlowState& state, const EnableAction& action);
  void raise(Flow& flow, const FlowState& state, Side side, uint32_t rule, const BoundEvent& bound,
             Found found);
  void add_dependents(const FlowState& state, const Candidate& matched,
                      std::vector<Candidate>& candidates) const;
  void finish(Flow& flow, FlowState& state);
  // No more payload of the flow is looked at.
  void stop(Flow& flow, FlowState& state);
  void want_no_content(Flow& flow);
  Value state_value(Flow& flow, const FlowState& state, Side side, uint32_t rule);

  RuleSet& rules_;
  EventQueue& queue_;
  Machine& machine_;
  SignatureHost& host_;
  FlowInterest others_;
  const RecordType* state_type_ = nullptr;
  std::vector<BoundRule> bound_;
  std::vector<uint64_t> counts_;
  // Of flows whose marks say so.
  boost::unordered_flat_map<const Flow*, std::unique_ptr<FlowState>> flows_;
  std::vector<Sides> known_sides_{1};  // by the number in the marks; the first has begun nowhere
  std::map<Sides, uint16_t> sides_numbers_;
  uint32_t kinds_ = 0;        // of conditions, a bit each
  bool is_matching_ = false;  // some payload just now
  int busy_ = 0;              // callers that hold the state of a flow
  uint64_t buffer_size_;
  bool only_beginning_;
  bool stops_late_ = false;  // behind a late match
  bool reassembles_first_;
  bool matches_undelivered_;
};

}  // namespace avocet
