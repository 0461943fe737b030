#include "signature/signature_watch.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "signature/flow_state.h"
#include "signature/header_match.h"

namespace avocet {

namespace {

std::string_view view_of(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

// While there is one, states of flows stay where they are.
class SignatureWatch::Busy {
 public:
  explicit Busy(SignatureWatch& watch) : watch_(watch) { ++watch_.busy_; }
  ~Busy() { --watch_.busy_; }
  Busy(const Busy&) = delete;

 private:
  SignatureWatch& watch_;
};

SignatureWatch::SignatureWatch(RuleSet& rules, EventQueue& queue, Machine& machine,
                               SignatureHost& host, FlowInterest others, DiagnosticSink& sink)
    : rules_(rules), queue_(queue), machine_(machine), host_(host), others_(others),
      state_type_(as_record(machine.program().find_type("signature_state"))),
      counts_(rules.rules().size()) {
  const Value* size = machine.find_global("dpd_buffer_size");
  const Value* beginning = machine.find_global("dpd_match_only_beginning");
  const Value* late = machine.find_global("dpd_late_match_stop");
  const Value* reassembles = machine.find_global("dpd_reassemble_first_packets");
  const Value* undelivered = machine.find_global("tcp_match_undelivered");
  buffer_size_ = size ? size->u : 1024;
  reassembles_first_ = !reassembles || reassembles->b();
  matches_undelivered_ = !undelivered || undelivered->b();
  stops_late_ = late && late->b();
  only_beginning_ = !beginning || beginning->b();
  auto knows = [this](std::string_view name) { return host_.knows_analyzer(name); };
  for (const SignatureRule& rule : rules.rules()) {
    bound_.push_back(bind_rule(rule, machine.program(), knows, sink));
    for (const ContentCondition& content : rule.contents) kinds_ |= 1u << size_t(content.kind);
  }
}

SignatureWatch::~SignatureWatch() = default;

FlowInterest SignatureWatch::interest() const {
  if (!rules_.watches_traffic()) return {};
  FlowInterest wanted = {FlowEvent::kNewPacket, FlowEvent::kStream, FlowEvent::kDatagram,
                         FlowEvent::kIcmp};
  if (!reassembles_first_) wanted.add(FlowEvent::kTcpPacket);
  return wanted;
}

// ---- Flows ---------------------------------------------------------------------------

namespace {

// In FlowMarks::rules, beside the number of the sides.
constexpr uint16_t kHasState = 1u << 15;
constexpr uint16_t kStopped = 1u << 14;  // without a state
constexpr uint16_t kSidesNumber = kStopped - 1;

void mark(Flow& flow, uint16_t rules) {
  FlowMarks marks = flow.data.marks();
  marks.rules = rules;
  flow.data.set_marks(marks);
}

}  // namespace

SignatureWatch::FlowState* SignatureWatch::find(const Flow& flow) {
  if (!(flow.data.marks().rules & kHasState)) return nullptr;
  auto found = flows_.find(&flow);
  return found == flows_.end() ? nullptr : found->second.get();
}

SignatureWatch::Sides SignatureWatch::sides_of(const Flow& flow) {
  if (const FlowState* state = find(flow)) return state->sides();
  return known_sides_[flow.data.marks().rules & kSidesNumber];
}

// False: there are too many combinations.
bool SignatureWatch::try_mark(Flow& flow, const Sides& sides, bool is_stopped) {
  auto known = sides_numbers_.find(sides);
  if (known == sides_numbers_.end()) {
    if (known_sides_.size() > kSidesNumber) return false;
    known = sides_numbers_.emplace(sides, uint16_t(known_sides_.size())).first;
    known_sides_.push_back(sides);
  }
  mark(flow, known->second | (is_stopped ? kStopped : 0));
  return true;
}

void SignatureWatch::note(Flow& flow, const Sides& sides) {
  FlowState* state = find(flow);
  bool is_stopped = (flow.data.marks().rules & kStopped) != 0;
  if (!state && try_mark(flow, sides, is_stopped)) return;
  (state ? *state : ensure(flow)).set_sides(sides);
}

SignatureWatch::FlowState& SignatureWatch::ensure(Flow& flow) {
  if (FlowState* known = find(flow)) return *known;
  uint16_t before = flow.data.marks().rules;
  static_assert(sizeof(void*) != 8 || sizeof(FlowState) <= 120, "there may be a million of them");
  std::unique_ptr<FlowState>& state = flows_[&flow];
  state = std::make_unique<FlowState>();
  state->set_sides(known_sides_[before & kSidesNumber]);
  state->stopped = (before & kStopped) != 0;
  mark(flow, kHasState);
  flow.interest.add(FlowEvent::kConnectionStateRemove);
  return *state;
}

// Null where nothing can match, whatever comes.
SignatureWatch::FlowState* SignatureWatch::ensure_for(Flow& flow, const Sides& sides) {
  if (sides.begin_from_none() || sides.is_without_rules()) return nullptr;
  return &ensure(flow);
}

// A flow of which nothing more is to be found needs no state.
void SignatureWatch::rest(Flow& flow, FlowState& state) {
  if (busy_ > 0) return;
  if (!state.stopped && state.again == FlowState::Again::kNo && state.is_payload_hopeless())
    stop(flow, state);
  if (!state.is_idle()) return;
  Sides sides = state.sides();
  if (try_mark(flow, sides, true)) flows_.erase(&flow);
}

void SignatureWatch::new_packet(Flow& flow, Side side, const PacketView& packet) {
  if (!rules_.watches_traffic()) return;
  Sides sides = sides_of(flow);
  if (sides.begun[size_t(side)]) return;
  if (sides.begin_from_none()) flow.interest.add(FlowEvent::kConnectionFlipped);
  RuleGroup* group = rules_.group_for(packet);
  sides.begun[size_t(side)] = true;
  sides.groups[size_t(side)] = group;
  note(flow, sides);
  if (group && !group->pure.empty()) begin_side(flow, ensure(flow), side);
  if (!sides.begun[size_t(other(side))]) return;
  if (!others_.wants(FlowEvent::kNewPacket)) flow.interest.remove(FlowEvent::kNewPacket);
  if (sides.is_without_rules()) want_no_content(flow);
}

// The last rules first, as scripts know it.
void SignatureWatch::begin_side(Flow& flow, FlowState& state, Side side) {
  Busy busy(*this);
  const RuleGroup& group = *state.group(side);
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

// What came by packets was matched; but who is attached because of it needs it in order.
void SignatureWatch::stream_data(Flow& flow, Side side, uint64_t, ByteSpan bytes) {
  FlowState* state = state_for_payload(flow);
  if (!state || state->is_carried) return;
  if (!state->by_packets) return look_at(flow, *state, side, bytes, false);
  if (!state->stopped) remember(flow, *state, side, bytes);
}

void SignatureWatch::tcp_packet(Flow& flow, Side side, const PacketView& packet, uint64_t,
                                uint64_t) {
  if (reassembles_first_ || packet.payload.empty()) return;
  FlowState* state = state_for_payload(flow);
  if (!state || state->is_carried) return;
  state->by_packets = !host_.wants_content(flow);
  if (state->by_packets) look_at(flow, *state, side, packet.payload, false);
}

void SignatureWatch::stream_undelivered(Flow& flow, Side side, ByteSpan bytes) {
  if (!matches_undelivered_) return;
  FlowState* state = state_for_payload(flow);
  if (state && !state->is_carried && !state->by_packets) look_at(flow, *state, side, bytes, false);
}

// What comes behind a hole cannot continue an expression.
void SignatureWatch::stream_gap(Flow& flow, Side, uint64_t, uint64_t) {
  if (FlowState* state = find(flow)) {
    stop(flow, *state);
    return rest(flow, *state);
  }
  uint16_t marks = flow.data.marks().rules;
  if (marks == 0 || (marks & kStopped)) return;
  mark(flow, marks | kStopped);
  want_no_content(flow);
}

void SignatureWatch::stream_end(Flow& flow, Side side) {
  FlowState* state = find(flow);
  if (!state) return;
  state->ended[size_t(side)] = true;
  rest(flow, *state);
}

void SignatureWatch::look_again(Flow& flow, size_t rest) {
  FlowState* state = ensure_for(flow, sides_of(flow));
  if (!state) return;
  // The other observers hear of a piece first.
  state->again = is_matching_ ? FlowState::Again::kNow : FlowState::Again::kBehindNext;
  state->rest_of_next = is_matching_ ? 0 : uint32_t(rest);
}

// Null: nothing that comes can match.
SignatureWatch::FlowState* SignatureWatch::state_for_payload(Flow& flow) {
  if (FlowState* state = find(flow)) return state;
  if (flow.data.marks().rules & kStopped) return nullptr;
  return ensure_for(flow, sides_of(flow));
}

void SignatureWatch::payload(Flow& flow, Side side, ByteSpan bytes, bool packetwise) {
  FlowState* state = state_for_payload(flow);
  if (state && !state->is_carried) look_at(flow, *state, side, bytes, packetwise);
}

void SignatureWatch::look_at(Flow& flow, FlowState& state, Side side, ByteSpan bytes,
                             bool packetwise) {
  if (state.again == FlowState::Again::kBehindNext) {
    state.again = FlowState::Again::kNow;
    size_t rest = std::exchange(state.rest_of_next, 0);
    if (rest == 0 || rest > bytes.size()) return;
    bytes = bytes.last(rest);
  }
  if (state.again == FlowState::Again::kNow) state.begin_again();
  if (state.stopped || !state.has_begun(side)) return;
  is_matching_ = true;
  {
    Busy busy(*this);
    match(flow, state, side, bytes, packetwise);
  }
  is_matching_ = false;
  rest(flow, state);
}

// What was attached by a match may carry a stream at once; the match must be over before it counts.
void SignatureWatch::carried(Flow& flow, Side side, ByteSpan bytes) {
  FlowState* state = ensure_for(flow, sides_of(flow));
  if (!state) return;
  if (!state->is_carried) state->again = FlowState::Again::kNow;
  state->is_carried = true;
  if (!is_matching_) look_at(flow, *state, side, bytes, false);
}

void SignatureWatch::match(Flow& flow, FlowState& state, Side side, ByteSpan bytes,
                           bool packetwise) {
  state.count_seen(bytes.size());
  if (!state.by_packets) remember(flow, state, side, bytes);
  note_size(flow, state, side, bytes);
  if (state.group(side) && state.group(side)->wants(ContentKind::kPayload)) {
    if (packetwise) state.end_stream(side, ContentKind::kPayload);
    feed(flow, state, side, ContentKind::kPayload, bytes, packetwise);
  }
  // The piece that goes beyond the limit is the last that counts.
  if (state.seen <= buffer_size_) return;
  state.exhausted = true;
  state.forget_pieces();
  if (only_beginning_ || (stops_late_ && state.matched_late)) stop(flow, state);
}

void SignatureWatch::note_size(Flow& flow, FlowState& state, Side side, ByteSpan bytes) {
  if (state.payload_size(side)) return;
  state.note_payload_size(side, bytes.size());
  if (!state.group(side)) return;
  const RuleGroup& group = *state.group(side);
  for (size_t i = group.pure.size(); i-- > 0;) {
    if (!rules_.rules()[group.rules[group.pure[i]]].payload_sizes.empty())
      try_rule(flow, state, side, group.pure[i], {bytes, 0, false});
  }
}

void SignatureWatch::remember(Flow& flow, FlowState& state, Side side, ByteSpan bytes) {
  if (!state.remembers() || state.exhausted) return;
  auto* budget = machine_.try_service<PayloadBudget>();
  if (!state.account.is_open() && budget) state.account.open(*budget, *this, flow);
  if (state.account.is_open()) state.account.add(SeenBytes::kHead + bytes.size());
  state.pieces.add(side, bytes);
}

void SignatureWatch::content(Flow& flow, Side side, ContentKind kind, ByteSpan bytes, bool begin,
                             bool end) {
  Sides sides = sides_of(flow);
  RuleGroup* group = sides.groups[size_t(side)];
  if (!group || !group->wants(kind)) return;
  FlowState& state = ensure(flow);
  Busy busy(*this);
  if (begin) state.end_stream(side, kind);
  feed(flow, state, side, kind, bytes, end);
}

void SignatureWatch::feed(Flow& flow, FlowState& state, Side side, ContentKind kind, ByteSpan bytes,
                          bool end) {
  // Most packets are streams of their own, which need not be kept.
  std::optional<PatternMatcher::Stream> whole;
  PatternMatcher::Stream* stream = state.find_stream(side, kind);
  if (!stream && end) stream = &whole.emplace(rules_.matcher(*state.group(side), kind));
  if (!stream) stream = &state.ensure_stream(side, kind, rules_);
  // Acting on a match may call scripts, so matches are collected first.
  struct Hit {
    uint32_t id;
    size_t end;
  };
  std::vector<Hit> hits;
  stream->feed(view_of(bytes), [&](uint32_t id, size_t at) { hits.push_back({id, at}); });
  if (end) {
    stream->finish([&](uint32_t id) { hits.push_back({id, bytes.size()}); });
    state.end_stream(side, kind);
  }
  const std::vector<ContentPlace>& places = state.group(side)->kinds[size_t(kind)].contents;
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.id < b.id; });
  for (const Hit& hit : hits)
    content_matched(flow, state, side, places[hit.id], {bytes, hit.end, false});
}

void SignatureWatch::content_matched(Flow& flow, FlowState& state, Side side, ContentPlace place,
                                     Found found) {
  FlowState::Progress& progress = state.ensure_progress(side);
  uint16_t& missing = progress.missing[place.position];
  if (progress.matched[place.position] || missing == 0) {
    try_rule(flow, state, side, place.position, found);
    return;
  }
  if (--missing == 0) try_rule(flow, state, side, place.position, found);
}

void SignatureWatch::try_rule(Flow& flow, FlowState& state, Side side, uint32_t position,
                              Found found) {
  Candidate candidate{side, position, found};
  if (!match_rule(flow, state, candidate)) return;
  // Chains of rules that require each other may be of any length. The next one is the last here.
  std::vector<Candidate> candidates;
  add_dependents(state, candidate, candidates);
  while (!candidates.empty()) {
    candidate = candidates.back();
    candidates.pop_back();
    if (match_rule(flow, state, candidate)) add_dependents(state, candidate, candidates);
  }
}

bool SignatureWatch::match_rule(Flow& flow, FlowState& state, const Candidate& candidate) {
  auto [side, position, found] = candidate;
  if (state.has_matched(side, position) || state.missing(side, position) != 0) return false;
  uint32_t rule = state.group(side)->rules[position];
  if (state.has_matched_rule(other(side), rule)) return false;
  if (!conditions_hold(flow, state, side, rule, found)) return false;
  state.ensure_progress(side).matched[position] = true;
  ++counts_[rule];
  act(flow, state, side, rule, found);
  return true;
}

// In such an order that the first one to try comes last.
void SignatureWatch::add_dependents(const FlowState& state, const Candidate& matched,
                                    std::vector<Candidate>& candidates) const {
  const auto& dependents = rules_.dependents(state.group(matched.side)->rules[matched.position]);
  for (auto at = dependents.rbegin(); at != dependents.rend(); ++at) {
    for (Side where : {Side::kResp, Side::kOrig}) {
      int position = state.group(where) ? state.group(where)->position_of(*at) : -1;
      if (position < 0) continue;
      // On the other side nothing of what it matches came just now.
      candidates.push_back(
          {where, uint32_t(position), where == matched.side ? matched.found : Found{}});
    }
  }
}

bool SignatureWatch::conditions_hold(Flow& flow, FlowState& state, Side side, uint32_t rule,
                                     Found found) {
  const SignatureRule& wanted = rules_.rules()[rule];
  if (wanted.same_ip && flow.orig_addr != flow.resp_addr) return false;
  if (!states_hold(flow, side, wanted)) return false;
  std::optional<uint64_t> payload = state.payload_size(side);
  for (const SizeCondition& size : wanted.payload_sizes)
    if (!payload || !compare(*payload, size.comparison, size.size)) return false;
  return dependencies_hold(state, side, wanted, found.closing) &&
         evals_hold(flow, state, side, rule, found);
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
    Side where = dependency.reverse ? other(side) : side;
    if (state.has_matched_rule(where, dependency.rule) == dependency.negated) return false;
  }
  return true;
}

Value SignatureWatch::state_value(Flow& flow, const FlowState& known, Side side, uint32_t rule) {
  Record* state = make_record(machine_.heap(), state_type_);
  auto set = [&](std::string_view field, Value taken) {
    int number = state_type_->find(field);
    if (number >= 0) state->set(uint32_t(number), taken);
  };
  set("sig_id", Value::of(make_string(machine_.heap(), rules_.rules()[rule].id)));
  set("conn", host_.connection(flow));
  set("is_orig", Value::of_bool(side == Side::kOrig));
  set("payload_size", Value::of_count(known.payload_size(side).value_or(0)));
  return Value::of(state);
}

bool SignatureWatch::evals_hold(Flow& flow, const FlowState& state, Side side, uint32_t rule,
                                Found found) {
  if (bound_[rule].evals.empty()) return true;
  Owned value(state_value(flow, state, side, rule));
  Owned data(Value::of(make_string(machine_.heap(), view_of(found.data))));
  std::array<Value, 2> arguments = {value.get(), data.get()};
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
    raise(flow, state, side, rule, bound, found);
  }
  enable_until(UINT32_MAX);
}

void SignatureWatch::enable(Flow& flow, FlowState& state, const EnableAction& action) {
  if (!state.exhausted) {
    // What is attached may do anything with the flow.
    SeenBytes kept = state.pieces;
    return host_.enable_analyzer(flow, action.analyzer, kept.pieces());
  }
  state.matched_late = true;
  host_.late_match(flow, action.analyzer);
}

void SignatureWatch::raise(Flow& flow, const FlowState& state, Side side, uint32_t rule,
                           const BoundEvent& bound, Found found) {
  if (!queue_.wanted(bound.event)) return;
  Heap& heap = machine_.heap();
  std::array<Value, 4> arguments;
  size_t count = 0;
  arguments[count++] = state_value(flow, state, side, rule);
  if (bound.action->message)
    arguments[count++] = Value::of(make_string(heap, *bound.action->message));
  arguments[count++] = Value::of(make_string(heap, view_of(found.data)));
  if (bound.with_end) arguments[count++] = Value::of_count(found.end);
  queue_.raise(bound.event, std::span(arguments.data(), count));
}

void SignatureWatch::flow_event(FlowEvent event, Flow& flow) {
  if (event == FlowEvent::kConnectionFlipped) {
    if (FlowState* state = find(flow)) return state->flip();
    Sides sides = sides_of(flow);
    if (sides.begin_from_none()) return;
    sides.flip();
    note(flow, sides);
  } else if (event == FlowEvent::kConnectionStateRemove) {
    auto found = flow.data.marks().rules & kHasState ? flows_.find(&flow) : flows_.end();
    // Whatever is found in it from now on is nobody's.
    mark(flow, 0);
    if (found == flows_.end()) return;
    std::unique_ptr<FlowState> state = std::move(found->second);
    flows_.erase(found);
    finish(flow, *state);
  }
}

// Expressions may wait for the end, rules for what did not come.
void SignatureWatch::finish(Flow& flow, FlowState& state) {
  Busy busy(*this);
  for (Side side : kSides) {
    if (!state.group(side)) continue;
    for (size_t kind = 0; kind < size_t(ContentKind::kCount); ++kind)
      if (state.find_stream(side, ContentKind(kind)))
        feed(flow, state, side, ContentKind(kind), {}, true);
    for (uint32_t position = 0; position < state.group(side)->rules.size(); ++position)
      if (state.missing(side, position) == 0) try_rule(flow, state, side, position, {{}, 0, true});
  }
}

void SignatureWatch::stop(Flow& flow, FlowState& state) {
  state.stopped = true;
  state.forget_pieces();
  for (Side side : kSides) state.end_stream(side, ContentKind::kPayload);
  want_no_content(flow);
}

void SignatureWatch::give_up(Flow& flow) {
  FlowState* state = find(flow);
  if (!state) return;
  stop(flow, *state);
  rest(flow, *state);
}

void SignatureWatch::want_no_content(Flow& flow) {
  if (!others_.wants(FlowEvent::kTcpPacket)) flow.interest.remove(FlowEvent::kTcpPacket);
  if (host_.wants_content(flow)) return;
  for (FlowEvent content : {FlowEvent::kStream, FlowEvent::kDatagram, FlowEvent::kIcmp})
    if (!others_.wants(content)) flow.interest.remove(content);
}

}  // namespace avocet
