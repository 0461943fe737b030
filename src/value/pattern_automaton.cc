#include "value/pattern_automaton.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace avocet {

namespace {

using Op = PatternProgram::Op;

// Below this size of text it is not worth knowing which bytes can be skipped.
constexpr size_t kWorthSkipping = 24;

constexpr size_t kBytes = 256;
// More of them end a skipping too soon.
constexpr size_t kFewExits = 32;

void sort_unique(std::vector<uint32_t>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

PatternAutomaton::PatternAutomaton(const PatternProgram& program, Kind kind, size_t memory)
    : program_(program), kind_(kind), memory_(memory), stride_(program.class_count()) {
  states_.emplace_back().in_use = true;
  states_[kDeadState].end_known = true;
  transitions_.assign(stride_, kNoteworthy);
  work_.seen.assign(program.state_count(), 0);
}

// ---- Making states

void PatternAutomaton::begin_work(bool at_begin) {
  work_.members.clear();
  work_.at_begin = at_begin;
  work_.closed = false;
  if (++work_.round != 0) return;
  std::fill(work_.seen.begin(), work_.seen.end(), 0);
  work_.round = 1;
}

// Adds what can be come to without a byte.
void PatternAutomaton::add_closure(uint32_t program_state, bool at_end) {
  work_.stack.assign(1, program_state);
  while (!work_.stack.empty()) {
    uint32_t at = work_.stack.back();
    work_.stack.pop_back();
    if (work_.seen[at] == work_.round) continue;
    work_.seen[at] = work_.round;
    const PatternProgram::State& s = program_.state(at);
    switch (s.op) {
    case Op::kBytes:
    case Op::kAccept: work_.members.push_back(at); break;
    case Op::kSplit:
      work_.stack.push_back(s.other);
      work_.stack.push_back(s.out);
      break;
    case Op::kBegin:
      if (work_.at_begin) work_.stack.push_back(s.out);
      break;
    case Op::kEnd:
      if (at_end)
        work_.stack.push_back(s.out);
      else
        work_.members.push_back(at);
      break;
    case Op::kNever: break;
    }
  }
}

// Ends the part of a kLeftmost state that holds the matches begun at one place. True if one of them
// is complete: those that began later do not count any more.
bool PatternAutomaton::close_part(size_t begin) {
  if (work_.members.size() == begin) return false;
  auto from = work_.members.begin() + std::ptrdiff_t(begin);
  std::sort(from, work_.members.end());
  bool complete = std::any_of(from, work_.members.end(),
                              [&](uint32_t m) { return program_.state(m).op == Op::kAccept; });
  work_.members.push_back(kMark);
  work_.closed = work_.closed || complete;
  return complete;
}

void PatternAutomaton::advance_parts(const State& from, size_t c) {
  work_.closed = from.closed;
  size_t begin = 0;
  for (uint32_t m : from.members) {
    if (m == kMark) {
      if (close_part(begin)) return;
      begin = work_.members.size();
      continue;
    }
    const PatternProgram::State& s = program_.state(m);
    if (s.op == Op::kBytes && program_.contains(s.other, c)) add_closure(s.out, false);
  }
  if (work_.closed) return;
  add_closure(program_.start(), false);
  close_part(begin);
}

void PatternAutomaton::advance(StateId state, size_t c) {
  const State& from = states_[state];
  begin_work(false);
  if (kind_ == Kind::kLeftmost) return advance_parts(from, c);
  for (uint32_t m : from.members) {
    const PatternProgram::State& s = program_.state(m);
    if (s.op == Op::kBytes && program_.contains(s.other, c)) add_closure(s.out, false);
  }
  if (kind_ == Kind::kFloating) add_closure(program_.start(), false);
  std::sort(work_.members.begin(), work_.members.end());
}

std::vector<uint32_t> PatternAutomaton::ids_of_work() const {
  std::vector<uint32_t> ids;
  for (uint32_t m : work_.members)
    if (m != kMark && program_.state(m).op == Op::kAccept) ids.push_back(program_.state(m).other);
  sort_unique(ids);
  return ids;
}

// The state of what was put together.
PatternAutomaton::StateId PatternAutomaton::intern() {
  // Without members nothing can begin either: had it been possible, it would be a member.
  if (work_.members.empty()) return kDeadState;
  uint64_t hash = (work_.at_begin ? 1u : 0u) | (work_.closed ? 2u : 0u);
  for (uint32_t m : work_.members) hash = (hash ^ m) * 0x9e3779b97f4a7c15u + (hash >> 29);
  auto [first, last] = by_hash_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const State& s = states_[it->second];
    if (s.at_begin != work_.at_begin || s.closed != work_.closed || s.members != work_.members)
      continue;
    ++statistics_.reused;
    return it->second;
  }
  State made;
  made.members = work_.members;
  made.accepts = ids_of_work();
  made.at_begin = work_.at_begin;
  made.closed = work_.closed;
  made.in_use = true;
  made.hash = hash;
  if (bytes_ + size_of(made) > memory_) flush();
  bytes_ += size_of(made);
  StateId slot = take_slot();
  states_[slot] = std::move(made);
  by_hash_.emplace(hash, slot);
  return slot;
}

PatternAutomaton::StateId PatternAutomaton::take_slot() {
  if (free_.empty()) {
    CHECK(transitions_.size() + stride_ < kNoteworthy);
    states_.emplace_back();
    transitions_.resize(transitions_.size() + stride_, kUnknown);
    return uint32_t(states_.size() - 1);
  }
  StateId slot = free_.back();
  free_.pop_back();
  return slot;
}

// Forgets every state that nobody pinned, and where the others led to.
void PatternAutomaton::flush() {
  ++statistics_.flushes;
  by_hash_.clear();
  free_.clear();
  bytes_ = 0;
  for (StateId slot = uint32_t(states_.size() - 1); slot > kDeadState; --slot) {
    State& s = states_[slot];
    auto row = transitions_.begin() + std::ptrdiff_t(state_offset(slot));
    std::fill(row, row + std::ptrdiff_t(stride_), kUnknown);
    if (s.pins > 0) {
      by_hash_.emplace(s.hash, slot);
      bytes_ += size_of(s);
      continue;
    }
    s = State();
    free_.push_back(slot);
  }
  start_known_[0] = start_known_[1] = false;
  idle_offset_ = kUnknown;
  idle_ = nullptr;
}

size_t PatternAutomaton::size_of(const State& state) const {
  constexpr size_t kHashNode = 32;
  return sizeof(State) + (state.idle ? sizeof(Idle) : 0) + kHashNode + stride_ * sizeof(uint32_t) +
         (state.members.size() + 2 * state.accepts.size()) * sizeof(uint32_t);
}

uint32_t PatternAutomaton::entry_of(StateId state) const {
  bool noteworthy = state == kDeadState || !states_[state].accepts.empty();
  return state_offset(state) | (noteworthy ? kNoteworthy : 0);
}

PatternAutomaton::StateId PatternAutomaton::start(bool at_begin) {
  at_begin = at_begin && program_.asks_for_begin();
  if (start_known_[at_begin]) return starts_[at_begin];
  begin_work(at_begin);
  add_closure(program_.start(), false);
  if (kind_ == Kind::kLeftmost)
    close_part(0);
  else
    std::sort(work_.members.begin(), work_.members.end());
  StateId made = intern();
  starts_[at_begin] = made;
  start_known_[at_begin] = true;
  return made;
}

uint32_t PatternAutomaton::follow(StateId from, size_t c) {
  advance(from, c);
  uint64_t flushes = statistics_.flushes;
  uint32_t entry = entry_of(intern());
  ++statistics_.transitions;
  // After a flush the row may be somebody else's.
  if (flushes == statistics_.flushes) transitions_[state_offset(from) + c] = entry;
  return entry;
}

std::span<const uint32_t> PatternAutomaton::accepted_at_end(StateId state) {
  if (states_[state].end_known) return states_[state].end_accepts;
  begin_work(states_[state].at_begin);
  for (uint32_t m : states_[state].members) {
    if (m == kMark) continue;
    const PatternProgram::State& s = program_.state(m);
    if (s.op == Op::kEnd) add_closure(s.out, true);
    if (s.op == Op::kAccept) add_closure(m, true);
  }
  states_[state].end_accepts = ids_of_work();
  states_[state].end_known = true;
  return states_[state].end_accepts;
}

// ---- Skipping what begins no match

void PatternAutomaton::prepare_idle() {
  if (idle_ || kind_ == Kind::kAnchored) return;
  StateId begin = start(false);
  if (begin == kDeadState || !states_[begin].accepts.empty()) return;
  if (!states_[begin].idle) states_[begin].idle = find_idle(begin, kBytes);
  pass_over(begin);
}

// Where matches begin anywhere, the state that waits for one stays the one that is passed over.
void PatternAutomaton::consider_idle(uint32_t offset) {
  if (kind_ != Kind::kAnchored && idle_) return;
  StateId state = offset_state(offset);
  if (!states_[state].idle_known) {
    auto found = find_idle(state, kFewExits);  // may move the states
    states_[state].idle_known = true;
    states_[state].idle = std::move(found);
  }
  if (states_[state].idle) pass_over(state);
}

void PatternAutomaton::pass_over(StateId idle) {
  idle_offset_ = state_offset(idle);
  idle_ = states_[idle].idle.get();
}

std::unique_ptr<const PatternAutomaton::Idle> PatternAutomaton::find_idle(StateId state,
                                                                          size_t most_exits) {
  auto idle = std::make_unique<Idle>();
  size_t exits = 0;
  pin(state);
  for (size_t b = 0; b < kBytes && exits <= most_exits; ++b) {
    size_t c = program_.classes()[b];
    uint32_t entry = transitions_[state_offset(state) + c];
    if (entry == kUnknown) entry = follow(state, c);
    idle->stays[b] = entry == state_offset(state);
    if (idle->stays[b]) continue;
    ++exits;
    idle->exit = int(b);
  }
  unpin(state);
  if (exits > most_exits) return nullptr;
  if (exits != 1) idle->exit = -1;
  bytes_ += sizeof(Idle);
  return idle;
}

size_t PatternAutomaton::skip_idle(std::string_view text, size_t from) const {
  if (idle_->exit >= 0) {
    size_t at = text.find(char(idle_->exit), from);
    return at == text.npos ? text.size() : at;
  }
  while (from < text.size() && idle_->stays[static_cast<uint8_t>(text[from])]) ++from;
  return from;
}

// ---- Reading

bool PatternAutomaton::matches_all(std::string_view text) { return !all_matching(text).empty(); }

std::span<const uint32_t> PatternAutomaton::all_matching(std::string_view text) {
  DCHECK(kind_ == Kind::kAnchored);
  uint32_t end =
      run<false>(state_offset(start(true)), text, [](uint32_t, size_t) { return false; });
  return accepted_at_end(offset_state(end));
}

bool PatternAutomaton::matches_part(std::string_view text) {
  DCHECK(kind_ == Kind::kFloating);
  if (text.size() >= kWorthSkipping) prepare_idle();
  StateId from = start(true);
  if (!states_[from].accepts.empty()) return true;
  uint32_t end = run<false>(state_offset(from), text, [](uint32_t, size_t) { return true; });
  return !accepted_at_end(offset_state(end)).empty();
}

template <bool kBackward>
size_t PatternAutomaton::longest_in(std::string_view text, bool at_begin, bool at_end) {
  if (text.size() >= kWorthSkipping) prepare_idle();
  StateId from = start(at_begin);
  size_t found = states_[from].accepts.empty() ? std::string_view::npos : 0;
  uint32_t end = run<kBackward>(state_offset(from), text, [&](uint32_t, size_t read) {
    found = read;
    return false;
  });
  if (at_end && !accepted_at_end(offset_state(end)).empty()) return text.size();
  return found;
}

size_t PatternAutomaton::longest(std::string_view text, bool at_begin, bool at_end) {
  return longest_in<false>(text, at_begin, at_end);
}

size_t PatternAutomaton::longest_backward(std::string_view text, bool at_begin, bool at_end) {
  DCHECK(kind_ == Kind::kAnchored);
  return longest_in<true>(text, at_begin, at_end);
}

AutomatonStatistics PatternAutomaton::statistics() const {
  AutomatonStatistics now = statistics_;
  for (const State& s : states_) now.states += s.in_use ? 1 : 0;
  now.bytes = bytes_;
  return now;
}

}  // namespace avocet
