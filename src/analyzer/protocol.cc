#include "analyzer/protocol.h"

#include "analyzer/protocols.h"
#include "flow/flow_table.h"

namespace avocet {

EventHandle ProtocolWorld::event(std::string_view name, std::span<const std::string_view> types) {
  const Program& program = machine.program();
  FunctionId id = program.find_function(name);
  if (id == kNoFunction) {
    errors += "the scripts declare no event `" + std::string(name) + "`\n";
    return {};
  }
  auto parameters = program.functions[id].type->parameters;
  bool fits = parameters.size() == types.size();
  size_t i = 0;
  for (std::string_view type : types) fits = fits && to_string(parameters[i++].type) == type;
  if (!fits)
    errors += "event `" + std::string(name) + "` is raised with other parameters than `" +
              to_string(program.functions[id].type) + "`\n";
  return EventHandle(queue, program, name);
}

int64_t ProtocolWorld::tag(std::string_view protocol) {
  const EnumType* tags = as_enum(machine.program().find_type("Analyzer::Tag"));
  const EnumLabel* found =
      tags ? tags->find("Analyzer::ANALYZER_" + std::string(protocol)) : nullptr;
  return found ? found->value : 0;
}

const Value* ProtocolWorld::global(std::string_view name) {
  const Value* found = machine.find_global(name);
  if (!found) errors += "the scripts declare no global `" + std::string(name) + "`\n";
  return found;
}

Machine& ProtocolAnalyzer::machine() const { return owner_->machine(); }

// An originator that goes on after a SYN-ACK is established, though its SYN was missed.
bool ProtocolAnalyzer::is_from_the_middle() const {
  auto begins_late = [](const Endpoint& side) {
    bool has_ended = side.tcp_state() == TcpState::kClosed || side.tcp_state() == TcpState::kReset;
    return side.tcp_state() == TcpState::kPartial ||
           (has_ended && side.previous_state == static_cast<uint8_t>(TcpState::kPartial));
  };
  if (flow_->transport != Transport::kTcp) return false;
  return begins_late(flow_->orig()) || begins_late(flow_->resp());
}

Value ProtocolAnalyzer::connection() const { return owner_->connection(*flow_); }
void ProtocolAnalyzer::confirm() {
  if (!confirmed_) owner_->confirm(*this);
}
void ProtocolAnalyzer::violate(std::string_view reason, std::string_view data) {
  owner_->violate(*this, reason, data);
}
void ProtocolAnalyzer::weird(std::string_view name, std::string_view additional,
                             std::string_view source) {
  owner_->weird(*this, name, additional, source);
}
void ProtocolAnalyzer::found(Side side, FoundContent what, FoundPiece piece) {
  owner_->found(*flow_, side, what, piece);
}
ProtocolAnalyzer* ProtocolAnalyzer::attach_inner(int64_t tag) {
  return parent_ ? parent_->make_child(tag) : owner_->attach(*flow_, tag);
}
ProtocolAnalyzer* ProtocolAnalyzer::make_child(int64_t tag) {
  std::unique_ptr<ProtocolAnalyzer> made = owner_->make(*flow_, tag);
  if (!made) return nullptr;
  made->next_ = std::move(first_child_);
  made->parent_ = this;
  first_child_ = std::move(made);
  first_child_->attached();
  return first_child_.get();
}
void ProtocolAnalyzer::drop_child(ProtocolAnalyzer* child) {
  std::unique_ptr<ProtocolAnalyzer>* at = &first_child_;
  while (*at && at->get() != child) at = &(*at)->next_;
  if (*at) *at = std::move((*at)->next_);
}
// Streams within carried streams are not looked at.
void ProtocolAnalyzer::carry(Side side, ByteSpan bytes) {
  if (!parent_) owner_->carry(*this, side, bytes);
}
void ProtocolAnalyzer::expect_inner() { owner_->look_again(*flow_); }
void ProtocolAnalyzer::flip_flow() { owner_->machine().service<FlowTable>().flip(*flow_); }
void ProtocolAnalyzer::abandon_flow() {
  auto& flows = owner_->machine().service<FlowTable>();
  flows.note_partial_analysis(*flow_);
  flows.skip_further_processing(*flow_);
}
void ProtocolAnalyzer::start_session_timer() {
  owner_->machine().service<FlowTable>().start_session_timer(*flow_);
}

}  // namespace avocet
