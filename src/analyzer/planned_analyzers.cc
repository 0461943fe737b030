// Protocols, as far as analyzers are planned with a flow and made with its first payload.
#include <algorithm>

#include "analyzer/protocols.h"

namespace avocet {

// The ids of what is there without any protocol: those of transport and detector come first, that
// of who counts last.
namespace {
constexpr uint32_t kIdsBefore = 2;
}

Protocols::PortEntry* Protocols::entry_of_port(const Flow& flow) {
  if (by_port_.empty()) return nullptr;
  PortProtocol kind = flow.transport == Transport::kTcp ? PortProtocol::kTcp : PortProtocol::kUdp;
  auto found = by_port_.find(Port{flow.resp_port, kind}.value().u);
  return found == by_port_.end() ? nullptr : &ports_[found->second];
}

// kNothing also where it cannot be planned. What a protocol takes of ids depends on the transport
// alone, so one flow speaks for all of the port.
uint16_t Protocols::plan_for(const Flow& flow, PortEntry& entry) {
  if (entry.plan != kNoPlan) return entry.plan;
  entry.plan = kNothing;
  Plan plan;
  for (uint16_t protocol : entry.protocols) {
    if (!entries_[protocol].enabled || !entries_[protocol].binding->make(flow)) continue;
    if (entries_[protocol].protocol->acts_at_once) return kNothing;
    plan.protocols.push_back(protocol);
    plan.ids += 1u + entries_[protocol].protocol->helper_ids;
  }
  if (plan.protocols.size() > kMaxAnalyzers) return kNothing;
  auto known = std::find(plans_.begin(), plans_.end(), plan);
  if (known == plans_.end()) {
    if (plans_.size() > kMostPlans) return kNothing;
    known = plans_.insert(plans_.end(), std::move(plan));
  }
  return entry.plan = uint16_t(known - plans_.begin());
}

void Protocols::forget_plans() {
  for (PortEntry& entry : ports_) entry.plan = kNoPlan;
}

// False: its analyzers have to be made at once. `first_id` is that of the transport.
bool Protocols::try_plan(Flow& flow, PortEntry& entry, uint32_t first_id) {
  uint16_t plan = plan_for(flow, entry);
  if (plan == kNothing) return false;
  FlowMarks marks = flow.data.marks();
  marks.first_id = first_id;
  marks.plan = uint16_t(plan << kEndedBits);
  flow.data.set_marks(marks);
  last_id_ = first_id + kIdsBefore + plans_[plan].ids;
  listen(flow);
  return true;
}

// Makes what was planned.
void Protocols::settle_planned(Flow& flow) {
  FlowMarks marks = flow.data.marks();
  const Plan& plan = plans_[marks.plan >> kEndedBits];
  const uint16_t ended = marks.plan & kEnded;
  uint32_t id = marks.first_id;
  marks.plan = kNothing;
  marks.first_id = 0;
  flow.data.set_marks(marks);
  FlowAnalyzers& analyzers = FlowRecord::ensure(flow).analyzers;
  analyzers.transport_id = id++;
  analyzers.detector_id = id++;
  std::unique_ptr<ProtocolAnalyzer>* end = &analyzers.first;
  for (uint16_t protocol : plan.protocols) {
    *end = make(flow, protocol, id);
    id += 1u + entries_[protocol].protocol->helper_ids;
    if (!*end) continue;
    for (Side side : {Side::kOrig, Side::kResp})
      if (ended >> size_t(side) & 1) (*end)->end(side);
    end = &(*end)->next_;
  }
  analyzers.size_id = id;
}

// Sides (or the flow, without any) end before there was payload. False: somebody has to tell of it.
bool Protocols::passes_over_end(Flow& flow, uint8_t sides) {
  FlowMarks marks = flow.data.marks();
  if (marks.plan == kNothing) return false;
  const std::vector<uint16_t>& planned = plans_[marks.plan >> kEndedBits].protocols;
  auto tells = [this](uint16_t protocol) {
    const TellsOfSilence* silence = entries_[protocol].silence;
    return silence && silence->tells_of_silence();
  };
  if (std::any_of(planned.begin(), planned.end(), tells)) return false;
  marks.plan |= sides;
  flow.data.set_marks(marks);
  return true;
}

}  // namespace avocet
