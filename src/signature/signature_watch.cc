#include "signature/signature_watch.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "signature/header_match.h"

namespace avocet {

namespace {

std::string_view view_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

constexpr std::array<Side, 2> kSides = {Side::kOrig, Side::kResp};

}  // namespace

struct SignatureWatch::SideState {
  bool begun = false;
  RuleGroup* group = nullptr;     // null: no rule fits
  std::vector<uint16_t> missing;  // of each rule: contents not matched yet
  std::vector<bool> matched;      // of each rule
  // Few kinds of content occur in one flow.
  struct KindStream {
    ContentKind kind;
    PatternMatcher::Stream stream;
  };
  std::vector<KindStream> streams;
  std::optional<uint64_t> payload_size;  // of the first packet or piece with payload

  bool has_stream(ContentKind kind) const {
    return std::any_of(streams.begin(), streams.end(),
                       [kind](const KindStream& known) { return known.kind == kind; });
  }
  void end_stream(ContentKind kind) {
    std::erase_if(streams, [kind](const KindStream& known) { return known.kind == kind; });
  }
  PatternMatcher::Stream& stream(ContentKind kind, const RuleSet& rules) {
    for (KindStream& known : streams)
      if (known.kind == kind) return known.stream;
    streams.push_back({kind, PatternMatcher::Stream(rules.matcher(*group, kind))});
    return streams.back().stream;
  }
  bool has_matched(uint32_t rule) const {
    int position = group ? group->position_of(rule) : -1;
    return position >= 0 && matched[size_t(position)];
  }
};

struct SignatureWatch::FlowState {
  std::array<SideState, 2> sides;
  uint64_t seen = 0;  // bytes of both sides
  std::vector<SeenPiece> pieces;
  std::unique_ptr<PayloadBudget::Account> account;  // of the pieces; null without any
  bool remembers = false;
  bool stopped = false;
  bool exhausted = false;  // not all that was seen is in `pieces`
  bool matched_late = false;
  bool is_carried = false;  // carried() has the payload
  // What asked for look_again() may still be looking at the piece that comes here next.
  enum class Again : uint8_t { kNo, kBehindNext, kNow } again = Again::kNo;

  SideState& side(Side which) { return sides[size_t(which)]; }
  const SideState& side(Side which) const { return sides[size_t(which)]; }
  void forget() {
    pieces = {};
    account.reset();
  }
};

SignatureWatch::SignatureWatch(RuleSet& rules, EventQueue& queue, Machine& machine,
                               SignatureHost& host, FlowInterest others, DiagnosticSink& sink)
    : rules_(rules), queue_(queue), machine_(machine), host_(host), others_(others),
      state_type_(as_record(machine.program().find_type("signature_state"))),
      counts_(rules.rules().size()) {
  const Value* size = machine.find_global("dpd_buffer_size");
  const Value* beginning = machine.find_global("dpd_match_only_beginning");
  const Value* late = machine.find_global("dpd_late_match_stop");
  buffer_size_ = size ? size->u : 1024;
  stops_late_ = late && late->b();
  only_beginning_ = !beginning || beginning->b();
  for (const SignatureRule& rule : rules.rules()) bind(rule, sink);
}

SignatureWatch::~SignatureWatch() = default;

void SignatureWatch::bind(const SignatureRule& rule, DiagnosticSink& sink) {
  BoundRule& bound = bound_.emplace_back();
  for (const ContentCondition& content : rule.contents) kinds_ |= 1u << size_t(content.kind);
  for (const EventAction& action : rule.events) bind_event(action, bound, sink);
  for (const EvalCondition& eval : rule.evals) bind_eval(eval, bound, sink);
  for (const EnableAction& enable : rule.enables) {
    if (!host_.knows_analyzer(enable.analyzer))
      sink.warning(enable.span, "no analyzer is called `" + enable.analyzer + "`",
                   "this action of signature `" + rule.id + "` does nothing");
  }
}

bool SignatureWatch::is_state(const Type* type) const {
  return state_type_ && same_type(type, state_type_);
}

// An event takes (state, msg, data, end_of_match), without msg if the rule gives none, and without
// the last where no script asks for it.
void SignatureWatch::bind_event(const EventAction& action, BoundRule& bound, DiagnosticSink& sink) {
  FunctionId event = machine_.program().find_function(action.event);
  if (event == kNoFunction) return;  // nobody handles it
  const FunctionInfo& function = machine_.program().functions[event];
  std::vector<TypeKind> wanted = {TypeKind::kString};
  if (action.message) wanted.push_back(TypeKind::kString);
  auto parameters = function.type->parameters;
  bool fits = function.type->flavor == Flavor::kEvent && !parameters.empty() &&
              is_state(parameters[0].type);
  bool with_end = parameters.size() == wanted.size() + 2;
  if (with_end) wanted.push_back(TypeKind::kCount);
  fits = fits && parameters.size() == wanted.size() + 1;
  for (size_t i = 0; fits && i < wanted.size(); ++i)
    fits = parameters[i + 1].type->kind == wanted[i];
  if (fits) {
    bound.events.push_back({event, &action, with_end});
    return;
  }
  Diagnostic wrong;
  wrong.span = action.span;
  wrong.message = "`" + action.event + "` cannot take what a signature says";
  wrong.hint = std::string("it must be an event with the parameters (state: signature_state, ") +
               (action.message ? "msg: string, " : "") +
               "data: string), and may have a last one, end_of_match: count";
  if (function.span.known()) wrong.notes.push_back({function.span, "it is declared here"});
  sink.report(std::move(wrong));
}

void SignatureWatch::bind_eval(const EvalCondition& eval, BoundRule& bound, DiagnosticSink& sink) {
  FunctionId id = machine_.program().find_function(eval.function);
  const FunctionType* type = id == kNoFunction ? nullptr : machine_.program().functions[id].type;
  bool fits = type && type->flavor == Flavor::kFunction && type->parameters.size() == 2 &&
              is_state(type->parameters[0].type) &&
              type->parameters[1].type->kind == TypeKind::kString &&
              type->result->kind == TypeKind::kBool;
  if (fits) {
    bound.evals.push_back(id);
    return;
  }
  Diagnostic wrong;
  wrong.span = eval.span;
  wrong.message = type ? "`" + eval.function + "` cannot decide about a signature"
                       : "there is no function `" + eval.function + "`";
  wrong.hint = "`eval` calls a function(state: signature_state, data: string): bool";
  if (type && machine_.program().functions[id].span.known())
    wrong.notes.push_back({machine_.program().functions[id].span, "it is declared here"});
  sink.report(std::move(wrong));
}

FlowInterest SignatureWatch::interest() const {
  if (!rules_.watches_traffic()) return {};
  return {FlowEvent::kNewPacket, FlowEvent::kStream, FlowEvent::kDatagram, FlowEvent::kIcmp};
}

SignatureWatch::FlowState* SignatureWatch::find(const Flow& flow) {
  auto found = flows_.find(&flow);
  return found == flows_.end() ? nullptr : found->second.get();
}

void SignatureWatch::new_packet(Flow& flow, Side side, const PacketView& packet) {
  if (!rules_.watches_traffic()) return;
  std::unique_ptr<FlowState>& state = flows_[&flow];
  if (!state) {
    state = std::make_unique<FlowState>();
    flow.interest.add(FlowEvent::kConnectionStateRemove);
    flow.interest.add(FlowEvent::kConnectionFlipped);
  }
  FlowState& known = *state;
  if (known.side(side).begun) return;
  begin_side(flow, known, side, packet);
  if (!known.side(other(side)).begun) return;
  if (!others_.wants(FlowEvent::kNewPacket)) flow.interest.remove(FlowEvent::kNewPacket);
  if (!known.sides[0].group && !known.sides[1].group) want_no_content(flow);
}

void SignatureWatch::begin_side(Flow& flow, FlowState& state, Side side, const PacketView& packet) {
  SideState& begun = state.side(side);
  begun.begun = true;
  begun.group = rules_.group_for(packet);
  if (!begun.group) return;
  const RuleGroup& group = *begun.group;
  begun.matched.assign(group.rules.size(), false);
  begun.missing = group.sizes;
  state.remembers |= group.enables;
  // The last rules first, as scripts know it.
  for (size_t i = group.pure.size(); i-- > 0;) {
    if (rules_.rules()[group.rules[group.pure[i]]].payload_sizes.empty())
      try_rule(flow, state, side, group.pure[i], {});
  }
}

void SignatureWatch::datagram(Flow& flow, Side side, const PacketView& packet) {
  payload(flow, side, packet.payload, true);
}

void SignatureWatch::icmp(Flow& flow, Side side, const PacketView& packet) {
  payload(flow, side, packet.payload, true);
}

void SignatureWatch::stream_data(Flow& flow, Side side, uint64_t, ByteSpan bytes) {
  payload(flow, side, bytes, false);
}

// What comes behind a hole cannot continue an expression.
void SignatureWatch::stream_gap(Flow& flow, Side, uint64_t, uint64_t) {
  if (FlowState* state = find(flow)) stop(flow, *state);
}

void SignatureWatch::look_again(Flow& flow) {
  FlowState* state = find(flow);
  if (!state) return;
  // The other observers hear of a piece first.
  state->again = is_matching_ ? FlowState::Again::kNow : FlowState::Again::kBehindNext;
}

void SignatureWatch::begin_again(FlowState& state) {
  state.again = FlowState::Again::kNo;
  state.seen = 0;
  state.exhausted = false;
  state.forget();
  state.stopped = false;
  for (SideState& side : state.sides) {
    side.streams.clear();
    side.payload_size.reset();
    if (!side.group) continue;
    side.matched.assign(side.group->rules.size(), false);
    side.missing = side.group->sizes;
  }
}

void SignatureWatch::payload(Flow& flow, Side side, ByteSpan bytes, bool packetwise) {
  FlowState* state = find(flow);
  if (state && !state->is_carried) look_at(flow, *state, side, bytes, packetwise);
}

void SignatureWatch::look_at(Flow& flow, FlowState& state, Side side, ByteSpan bytes,
                             bool packetwise) {
  if (state.again == FlowState::Again::kBehindNext) {
    state.again = FlowState::Again::kNow;
    return;
  }
  if (state.again == FlowState::Again::kNow) begin_again(state);
  if (state.stopped || !state.side(side).begun) return;
  is_matching_ = true;
  match(flow, state, side, bytes, packetwise);
  is_matching_ = false;
}

// What was attached by a match may carry a stream at once; the match must be over before it counts.
void SignatureWatch::carried(Flow& flow, Side side, ByteSpan bytes) {
  FlowState* state = find(flow);
  if (!state) return;
  if (!std::exchange(state->is_carried, true)) state->again = FlowState::Again::kNow;
  if (!is_matching_) look_at(flow, *state, side, bytes, false);
}

void SignatureWatch::match(Flow& flow, FlowState& state, Side side, ByteSpan bytes,
                           bool packetwise) {
  state.seen += bytes.size();
  remember(flow, state, side, bytes);
  note_size(flow, state, side, bytes);
  SideState& watched = state.side(side);
  if (watched.group && watched.group->wants(ContentKind::kPayload)) {
    if (packetwise) watched.end_stream(ContentKind::kPayload);
    feed(flow, state, side, ContentKind::kPayload, bytes, packetwise);
  }
  // The piece that goes beyond the limit is the last that counts.
  if (state.seen <= buffer_size_) return;
  state.exhausted = true;
  state.forget();
  if (only_beginning_ || (stops_late_ && state.matched_late)) stop(flow, state);
}

void SignatureWatch::note_size(Flow& flow, FlowState& state, Side side, ByteSpan bytes) {
  SideState& watched = state.side(side);
  if (watched.payload_size) return;
  watched.payload_size = bytes.size();
  if (!watched.group) return;
  const std::vector<uint32_t>& pure = watched.group->pure;
  for (size_t i = pure.size(); i-- > 0;) {
    if (!rules_.rules()[watched.group->rules[pure[i]]].payload_sizes.empty())
      try_rule(flow, state, side, pure[i], {bytes, 0, false});
  }
}

void SignatureWatch::remember(Flow& flow, FlowState& state, Side side, ByteSpan bytes) {
  if (!state.remembers || state.exhausted) return;
  auto* budget = machine_.try_service<PayloadBudget>();
  if (!state.account && budget)
    state.account = std::make_unique<PayloadBudget::Account>(*budget, *this, flow);
  if (state.account) state.account->add(sizeof(SeenPiece) + bytes.size());
  state.pieces.push_back({side, {bytes.begin(), bytes.end()}});
}

void SignatureWatch::content(Flow& flow, Side side, ContentKind kind, ByteSpan bytes, bool begin,
                             bool end) {
  FlowState* state = find(flow);
  if (!state || !state->side(side).group || !state->side(side).group->wants(kind)) return;
  if (begin) state->side(side).end_stream(kind);
  feed(flow, *state, side, kind, bytes, end);
}

void SignatureWatch::feed(Flow& flow, FlowState& state, Side side, ContentKind kind, ByteSpan bytes,
                          bool end) {
  SideState& watched = state.side(side);
  RuleGroup& group = *watched.group;
  PatternMatcher::Stream& stream = watched.stream(kind, rules_);
  // Acting on a match may call scripts, so matches are collected first.
  struct Hit {
    uint32_t id;
    size_t end;
  };
  std::vector<Hit> hits;
  stream.feed(view_of(bytes), [&](uint32_t id, size_t at) { hits.push_back({id, at}); });
  if (end) {
    stream.finish([&](uint32_t id) { hits.push_back({id, bytes.size()}); });
    watched.end_stream(kind);
  }
  const std::vector<ContentPlace>& places = group.kinds[size_t(kind)].contents;
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.id < b.id; });
  for (const Hit& hit : hits)
    content_matched(flow, state, side, places[hit.id], {bytes, hit.end, false});
}

void SignatureWatch::content_matched(Flow& flow, FlowState& state, Side side, ContentPlace place,
                                     Found found) {
  SideState& watched = state.side(side);
  uint16_t& missing = watched.missing[place.position];
  if (watched.matched[place.position] || missing == 0) {
    try_rule(flow, state, side, place.position, found);
    return;
  }
  if (--missing == 0) try_rule(flow, state, side, place.position, found);
}

void SignatureWatch::try_rule(Flow& flow, FlowState& state, Side side, uint32_t position,
                              Found found) {
  SideState& watched = state.side(side);
  if (watched.matched[position] || watched.missing[position] != 0) return;
  uint32_t rule = watched.group->rules[position];
  if (state.side(other(side)).has_matched(rule)) return;
  if (!conditions_hold(flow, state, side, rule, found)) return;
  watched.matched[position] = true;
  ++counts_[rule];
  act(flow, state, side, rule, found);
  try_dependents(flow, state, side, rule, found);
}

bool SignatureWatch::conditions_hold(Flow& flow, FlowState& state, Side side, uint32_t rule,
                                     Found found) {
  const SignatureRule& wanted = rules_.rules()[rule];
  const SideState& watched = state.side(side);
  if (wanted.same_ip && flow.orig_addr != flow.resp_addr) return false;
  if (!states_hold(flow, side, wanted)) return false;
  for (const SizeCondition& size : wanted.payload_sizes)
    if (!watched.payload_size || !compare(*watched.payload_size, size.comparison, size.size))
      return false;
  return dependencies_hold(state, side, wanted, found.closing) &&
         evals_hold(flow, watched, side, rule, found);
}

bool SignatureWatch::states_hold(const Flow& flow, Side side, const SignatureRule& rule) {
  auto direction_holds = [side](const StateCondition& state) {
    if (!state.originator && !state.responder) return true;
    return side == Side::kOrig ? state.originator : state.responder;
  };
  if (rule.tcp_state) {
    if (flow.transport != Transport::kTcp || !direction_holds(*rule.tcp_state)) return false;
    bool established = flow.orig().tcp_state() == TcpState::kEstablished &&
                       flow.resp().tcp_state() == TcpState::kEstablished;
    if (rule.tcp_state->established && !established) return false;
  }
  if (rule.udp_state && (flow.transport != Transport::kUdp || !direction_holds(*rule.udp_state)))
    return false;
  return true;
}

bool SignatureWatch::dependencies_hold(const FlowState& state, Side side, const SignatureRule& rule,
                                       bool closing) const {
  for (const RuleDependency& dependency : rule.dependencies) {
    // Whether something does not happen is known at the end.
    if (dependency.negated && !closing) return false;
    const SideState& watched = state.side(dependency.reverse ? other(side) : side);
    if (watched.has_matched(dependency.rule) == dependency.negated) return false;
  }
  return true;
}

Value SignatureWatch::state_value(Flow& flow, const SideState& side_state, Side side,
                                  uint32_t rule) {
  Record* state = make_record(machine_.heap(), state_type_);
  auto set = [&](std::string_view field, Value taken) {
    int number = state_type_->find(field);
    if (number >= 0) state->set(uint32_t(number), taken);
  };
  set("sig_id", Value::of(make_string(machine_.heap(), rules_.rules()[rule].id)));
  set("conn", host_.connection(flow));
  set("is_orig", Value::of_bool(side == Side::kOrig));
  set("payload_size", Value::of_count(side_state.payload_size.value_or(0)));
  return Value::of(state);
}

bool SignatureWatch::evals_hold(Flow& flow, const SideState& side_state, Side side, uint32_t rule,
                                Found found) {
  if (bound_[rule].evals.empty()) return true;
  Owned state(state_value(flow, side_state, side, rule));
  Owned data(Value::of(make_string(machine_.heap(), view_of(found.data))));
  std::array<Value, 2> arguments = {state.get(), data.get()};
  for (FunctionId eval : bound_[rule].evals) {
    Returned result;
    if (!machine_.run(eval, arguments, &result) || !result.get().b()) return false;
  }
  return true;
}

void SignatureWatch::act(Flow& flow, FlowState& state, Side side, uint32_t rule, Found found) {
  // As the rule has them: what an analyzer raises at once comes before or behind its event.
  auto enable = rules_.rules()[rule].enables.begin();
  auto enable_until = [&](uint32_t place) {
    for (; enable != rules_.rules()[rule].enables.end() && enable->span.begin < place; ++enable)
      this->enable(flow, state, *enable);
  };
  for (const BoundEvent& bound : bound_[rule].events) {
    enable_until(bound.action->span.begin);
    raise(flow, state.side(side), side, rule, bound, found);
  }
  enable_until(UINT32_MAX);
}

void SignatureWatch::enable(Flow& flow, FlowState& state, const EnableAction& action) {
  if (!state.exhausted) return host_.enable_analyzer(flow, action.analyzer, state.pieces);
  state.matched_late = true;
  host_.late_match(flow, action.analyzer);
}

void SignatureWatch::raise(Flow& flow, const SideState& watched, Side side, uint32_t rule,
                           const BoundEvent& bound, Found found) {
  if (!queue_.wanted(bound.event)) return;
  Heap& heap = machine_.heap();
  std::array<Value, 4> arguments;
  size_t count = 0;
  arguments[count++] = state_value(flow, watched, side, rule);
  if (bound.action->message)
    arguments[count++] = Value::of(make_string(heap, *bound.action->message));
  arguments[count++] = Value::of(make_string(heap, view_of(found.data)));
  if (bound.with_end) arguments[count++] = Value::of_count(found.end);
  queue_.raise(bound.event, std::span(arguments.data(), count));
}

void SignatureWatch::try_dependents(Flow& flow, FlowState& state, Side side, uint32_t rule,
                                    Found found) {
  for (uint32_t dependent : rules_.dependents(rule)) {
    for (Side where : kSides) {
      const SideState& watched = state.side(where);
      int position = watched.group ? watched.group->position_of(dependent) : -1;
      // On the other side nothing of what it matches came just now.
      if (position >= 0)
        try_rule(flow, state, where, uint32_t(position), where == side ? found : Found{});
    }
  }
}

void SignatureWatch::flow_event(FlowEvent event, Flow& flow) {
  if (event == FlowEvent::kConnectionFlipped) {
    if (FlowState* state = find(flow)) std::swap(state->sides[0], state->sides[1]);
  } else if (event == FlowEvent::kConnectionStateRemove) {
    auto found = flows_.find(&flow);
    if (found == flows_.end()) return;
    std::unique_ptr<FlowState> state = std::move(found->second);
    flows_.erase(found);
    finish(flow, *state);
  }
}

// Expressions may wait for the end, rules for what did not come.
void SignatureWatch::finish(Flow& flow, FlowState& state) {
  for (Side side : kSides) {
    SideState& watched = state.side(side);
    if (!watched.group) continue;
    for (size_t kind = 0; kind < size_t(ContentKind::kCount); ++kind)
      if (watched.has_stream(ContentKind(kind)))
        feed(flow, state, side, ContentKind(kind), {}, true);
    for (uint32_t position = 0; position < watched.group->rules.size(); ++position)
      if (watched.missing[position] == 0) try_rule(flow, state, side, position, {{}, 0, true});
  }
}

void SignatureWatch::stop(Flow& flow, FlowState& state) {
  state.stopped = true;
  state.forget();
  for (SideState& side : state.sides) side.end_stream(ContentKind::kPayload);
  want_no_content(flow);
}

void SignatureWatch::give_up(Flow& flow) {
  if (FlowState* state = find(flow)) stop(flow, *state);
}

void SignatureWatch::want_no_content(Flow& flow) {
  if (host_.wants_content(flow)) return;
  for (FlowEvent content : {FlowEvent::kStream, FlowEvent::kDatagram, FlowEvent::kIcmp})
    if (!others_.wants(content)) flow.interest.remove(content);
}

}  // namespace avocet
