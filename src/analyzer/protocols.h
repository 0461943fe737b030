// Protocols: which protocols a world has, which flows they are attached to, and the feeding of
// their analyzers.
//
// Scripts say which ports a protocol uses, which protocols are enabled, and which flows to expect.
// As long as they say nothing no flow is shown to this class at all. A new flow is looked up by the
// port of its responder: one that nobody wants stays without any state, and no later packet of it
// comes here. Flows with an analyzer are fed until their analyzers are gone.
//
// Many flows never carry a byte, and analyzers are large. So what a port asks for is planned only:
// the flow's marks (flow/flow_data.h) have the number of a plan and the first of the ids that are
// kept free for its analyzers. They are made when something comes for them, or when somebody asks
// for one; nobody can tell that they were not there before.
//
// Where scripts ask for it, the first bytes of other flows are shown to the probes of protocols
// (see detect()): at most dpd_buffer_size bytes a side and dpd_max_packets packets, after which the
// flow is left alone.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/connection_record.h"
#include "analyzer/expected_flows.h"
#include "analyzer/flow_analyzers.h"
#include "analyzer/protocol.h"
#include "analyzer/silence.h"
#include "event/event_queue.h"
#include "flow/flow_table.h"

namespace avocet {

// Who matches signatures, as far as analyzers are concerned.
class SignatureSink {
 public:
  virtual ~SignatureSink() = default;
  virtual void found(Flow& flow, Side side, FoundContent what, FoundPiece piece) = 0;
  // The flow's next packets are looked at like those of a new one, and so are the last `rest` bytes
  // of the piece that is being delivered.
  virtual void look_again(Flow& flow, size_t rest) = 0;
  // From now on these bytes are the flow's payload, and not what its packets have.
  virtual void carried(Flow& flow, Side side, ByteSpan bytes) = 0;
};

class Protocols final : public PayloadHolder {
 public:
  // All of these outlive it. What does not fit between scripts and protocols is added to `errors`.
  Protocols(const ProtocolRegistry& registry, EventQueue& queue, Machine& machine,
            ConnectionRecords& connections, const ShapeFinder& shapes, std::string& errors);

  // ---- For FlowEvents: what happens to flows.
  // Whether new flows must be shown to opened().
  bool wants_flows() const { return wants_flows_; }
  void opened(Flow& flow);
  // Whether the flow has analyzers, or will have with its first payload.
  static bool has_analyzers(const Flow& flow) {
    if (flow.data.marks().plan != 0) return true;
    const FlowRecord* kept = FlowRecord::of(flow);
    return kept && !kept->analyzers.empty();
  }
  // The others are called for such flows only.
  void datagram(Flow& flow, Side side, ByteSpan payload, uint32_t wire_length);
  void data(Flow& flow, Side side, ByteSpan bytes);
  void gap(Flow& flow, Side side, uint64_t length);
  void end(Flow& flow, Side side);
  void flipped(Flow& flow);
  void closed(Flow& flow);

  // The flow's protocol is not looked for any longer.
  void give_up(Flow& flow) override;

  // ---- For scripts: protocols by the numbers of Analyzer::Tag. That of ANALYZER_CONNSIZE stands
  // for what connection records count.
  void enable(int64_t tag, bool enabled);
  void disable_all();
  void register_port(int64_t tag, Port port);
  // Attaches the protocol to the next flow from `orig` (unspecified: anyone) to `resp`, within
  // `timeout` from now.
  void expect(const IpAddress& orig, const IpAddress& resp, Port port, int64_t tag, double timeout);
  // Whether the protocol's probes look at flows. False: it has none.
  bool detect(int64_t tag, bool look);

  // The flow's analyzer for a protocol, lent; null if there is none.
  ProtocolAnalyzer* find(Flow& flow, int64_t tag);
  // The id of the flow's analyzer for a protocol; zero if there is none.
  uint32_t analyzer_of(Flow& flow, int64_t tag);
  enum class Disabled : uint8_t { kYes, kUnknown, kForbidden, kRoot };
  // Takes an analyzer off its flow, unless a hook of scripts forbids it. `prevent`: the protocol is
  // not attached to the flow again. The counter of packets and bytes can be taken off, too: then
  // nothing is told of thresholds any more. TCP and its like cannot.
  Disabled disable(Flow& flow, uint32_t id, bool prevent);
  // The id of who counts a flow's packets and bytes; zero once that was taken off.
  uint32_t size_analyzer_of(Flow& flow);
  // Has the flow's analyzer of a protocol skip the body that the side is sending. False: none.
  bool skip_entity_data(Flow& flow, int64_t tag, Side side);

  const ExpectedFlows& expected() const { return expected_; }
  // Null: there are no signatures.
  void set_signatures(SignatureSink* sink) { signatures_ = sink; }

  // ---- For analyzers.
  Machine& machine() { return machine_; }
  void found(Flow& flow, Side side, FoundContent what, FoundPiece piece) {
    if (signatures_) signatures_->found(flow, side, what, piece);
  }
  void look_again(Flow& flow, size_t rest = 0) {
    if (signatures_) signatures_->look_again(flow, rest);
  }
  void carry(ProtocolAnalyzer& carrier, Side side, ByteSpan bytes);
  Value connection(Flow& flow) { return retained(Value::of(connections_.of(flow))); }
  void confirm(ProtocolAnalyzer& analyzer);
  void violate(ProtocolAnalyzer& analyzer, std::string_view reason, std::string_view data);
  // `source`: who says so; empty: the protocol.
  void weird(ProtocolAnalyzer& analyzer, std::string_view name, std::string_view additional,
             std::string_view source = {});
  // Attaches a further protocol to the flow; what arrives from now on goes to it as well. Null if
  // this build has no such protocol, or it is disabled, or attached already.
  ProtocolAnalyzer* attach(Flow& flow, int64_t tag);
  // Takes analyzers off the flow that were never sure: what follows is something else.
  void take_off_unsure(Flow& flow);
  // The same for one that was recognised: beside what carries the stream, it is attached to that.
  ProtocolAnalyzer* attach_found(Flow& flow, int64_t tag);
  // Makes an analyzer that is not attached to the flow: for what is within another protocol. Null
  // for the same reasons.
  std::unique_ptr<ProtocolAnalyzer> make(Flow& flow, int64_t tag);
  // Whether an analyzer gets nothing of a flow, because it cannot follow one from the middle.
  bool misses_begin(const Flow& flow, const ProtocolAnalyzer& analyzer) const;

 private:
  struct Entry {
    const Protocol* protocol;
    int64_t tag = 0;
    bool enabled = true;
    bool detected = false;  // its probes look
    std::unique_ptr<ProtocolBinding> binding;
    const TellsOfSilence* silence = nullptr;  // the binding, if it is one
  };
  // What flows to a port get.
  struct Plan {
    std::vector<uint16_t> protocols;  // in order of their ids
    uint32_t ids = 0;                 // that they take
    friend bool operator==(const Plan&, const Plan&) = default;
  };
  struct PortEntry {
    std::vector<uint16_t> protocols;  // that asked for the port
    uint16_t plan = kNoPlan;          // kNoPlan: not worked out
  };
  // Analyzers of one flow, and those whose reports are counted.
  static constexpr size_t kMaxAnalyzers = 64;
  static constexpr uint16_t kNoPlan = UINT16_MAX;
  static constexpr uint16_t kNothing = 0;  // the plan without analyzers
  // In FlowMarks::plan: the place of the plan, and a bit for each side that ended before payload.
  static constexpr unsigned kEndedBits = 2;
  static constexpr uint16_t kEnded = (1u << kEndedBits) - 1;
  static constexpr size_t kMostPlans = FlowMarks::kMostPlans >> kEndedBits;

  Entry* find(int64_t tag);
  ProtocolAnalyzer* attach(Flow& flow, uint16_t protocol);
  std::unique_ptr<ProtocolAnalyzer> make(Flow& flow, uint16_t protocol);
  std::unique_ptr<ProtocolAnalyzer> make(Flow& flow, uint16_t protocol, uint32_t id);
  void listen(Flow& flow);
  static ProtocolAnalyzer* find_id(ProtocolAnalyzer* first, uint32_t id);
  void attach_expected(Flow& flow);
  PortEntry* entry_of_port(const Flow& flow);
  uint16_t plan_for(const Flow& flow, PortEntry& entry);
  bool try_plan(Flow& flow, PortEntry& entry, uint32_t first_id);
  void forget_plans();
  bool passes_over_end(Flow& flow, uint8_t sides);
  // Behind it, all of the flow's analyzers are there.
  void settle(Flow& flow) {
    if (flow.data.marks().plan != kNothing) settle_planned(flow);
  }
  void settle_planned(Flow& flow);
  void start_detection(Flow& flow);
  void keep(Flow& flow, Detection& detection, Side side, ByteSpan bytes);
  void probe(Flow& flow, Side side);
  void replay(Flow& flow, ProtocolAnalyzer& analyzer, const Detection& detection);
  void sweep(Flow& flow);
  void look_no_more(Flow& flow);
  void update_interest();
  void number_parts(Flow& flow, FlowAnalyzers& analyzers);
  Disabled disable_part(FlowAnalyzers& analyzers, uint32_t id);
  template <class Deliver> void feed(Flow& flow, Deliver deliver);

  Machine& machine_;
  EventQueue& queue_;
  ConnectionRecords& connections_;
  int64_t counting_tag_ = -1;
  SignatureSink* signatures_ = nullptr;
  std::vector<Entry> entries_;
  boost::unordered_flat_map<int64_t, uint16_t> by_tag_;
  boost::unordered_flat_map<uint64_t, size_t> by_port_;
  std::vector<PortEntry> ports_;
  std::vector<Plan> plans_{1};  // the first is kNothing
  ExpectedFlows expected_;
  std::vector<uint16_t> stream_probes_, datagram_probes_;  // of protocols that are looked for
  uint32_t last_id_ = 0;
  bool wants_flows_ = false;
  bool ignores_ports_ = false;  // what registers for them is never attached by them

  EventHandle confirmation_, violation_, conn_weird_, scheduled_;
  FunctionId disabling_ = kNoFunction;
  RecordMaker confirmation_info_, violation_info_;
  const Value* max_violations_;
  const Value* buffer_size_;
  const Value* max_packets_;
};

}  // namespace avocet
