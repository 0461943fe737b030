#include "value/pattern_matcher.h"

#include <algorithm>
#include <utility>

namespace avocet {

namespace {

PatternProgram program_of(std::span<const PatternMatcher::Expression> expressions) {
  PatternProgram program(PatternProgram::Direction::kForward);
  for (uint32_t i = 0; i < expressions.size(); ++i) {
    PatternTree tree = parse_pattern(expressions[i].source, expressions[i].flags);
    if (expressions[i].is_behind_any_bytes) drop_any_bytes_at_begin(tree);
    if (!tree.error) program.add(tree, i);
  }
  program.finish();
  return program;
}

}  // namespace

PatternMatcher::PatternMatcher(std::span<const Expression> expressions, Begin begin, size_t memory)
    : program_(program_of(expressions)),
      automaton_(program_,
                 begin == Begin::kAtStart ? PatternAutomaton::Kind::kAnchored
                                          : PatternAutomaton::Kind::kFloating,
                 memory) {}

PatternMatcher::Stream::Stream(PatternMatcher& matcher)
    : matcher_(&matcher), state_(matcher.automaton_.begin_state()) {
  automaton().pin(state_);
}

PatternMatcher::Stream::Stream(Stream&& other) noexcept
    : matcher_(std::exchange(other.matcher_, nullptr)), state_(other.state_),
      at_start_(other.at_start_), told_(std::move(other.told_)) {}

PatternMatcher::Stream::~Stream() {
  if (matcher_) automaton().unpin(state_);
}

void PatternMatcher::Stream::move_to(PatternAutomaton::StateId state) {
  automaton().pin(state);
  automaton().unpin(state_);
  state_ = state;
}

bool PatternMatcher::Stream::is_new(uint32_t id) {
  if (!told_) told_ = std::make_unique<std::vector<uint32_t>>();
  auto at = std::lower_bound(told_->begin(), told_->end(), id);
  if (at != told_->end() && *at == id) return false;
  told_->insert(at, id);
  return true;
}

}  // namespace avocet
