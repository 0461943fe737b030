// PatternMatcher: many expressions at once, over texts that come in pieces.
//
//   PatternMatcher matcher(expressions, PatternMatcher::Begin::kAtStart);
//   PatternMatcher::Stream stream(matcher);          // one for each text
//   stream.feed("GET /et", [](uint32_t id, size_t end) { ... });  // ids are indices into
//   `expressions` stream.feed("c/passwd", ...); stream.finish(...);                              //
//   `$` holds now
//
// A stream tells each id once. It keeps the number of a state, and the ids it told: texts by the
// thousand cost little, and a piece that was fed need not be kept. All streams of a matcher belong
// to its thread and end before it does.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "value/pattern.h"
#include "value/pattern_automaton.h"

namespace avocet {

class PatternMatcher {
 public:
  // Where matches may begin. They may end anywhere.
  enum class Begin : uint8_t { kAtStart, kAnywhere };
  struct Expression {
    std::string_view source;
    PatternFlags flags;
    // Texts are fed from behind the bytes that any_bytes_at_begin() tells of this expression.
    bool is_behind_any_bytes = false;
  };

  // An expression that is no good (check_pattern) never matches. `memory` limits the automaton, not
  // counting one state for each stream.
  PatternMatcher(std::span<const Expression> expressions, Begin begin,
                 size_t memory = PatternAutomaton::kDefaultMemory);
  PatternMatcher(const PatternMatcher&) = delete;

  class Stream {
   public:
    explicit Stream(PatternMatcher& matcher);
    Stream(Stream&& other) noexcept;
    Stream& operator=(Stream&& other) noexcept {
      std::swap(matcher_, other.matcher_);
      std::swap(state_, other.state_);
      std::swap(at_start_, other.at_start_);
      std::swap(told_, other.told_);
      return *this;
    }
    Stream(const Stream&) = delete;
    ~Stream();

    // Calls found(id, end) for what has matched now and had not before: with the piece's first
    // `end` bytes.
    template <class Found> void feed(std::string_view piece, Found found) {
      if (at_start_) tell(automaton().accepted(state_), [&](uint32_t id) { found(id, size_t(0)); });
      at_start_ = false;
      if (done() || piece.empty()) return;
      move_to(automaton().read(state_, piece, [&](std::span<const uint32_t> ids, size_t end) {
        tell(ids, [&](uint32_t id) { found(id, end); });
      }));
    }
    template <class Found> void finish(Found found) {
      tell(automaton().accepted_at_end(state_), found);
      move_to(PatternAutomaton::kDeadState);
    }
    // Nothing would match if the text ended here.
    bool is_end_in_vain() { return automaton().accepted_at_end(state_).empty(); }
    // Nothing can match any more: feeding is in vain.
    bool done() const { return state_ == PatternAutomaton::kDeadState; }

   private:
    PatternAutomaton& automaton() { return matcher_->automaton_; }
    void move_to(PatternAutomaton::StateId state);
    bool is_new(uint32_t id);
    template <class Found> void tell(std::span<const uint32_t> ids, Found found) {
      for (uint32_t id : ids)
        if (is_new(id)) found(id);
    }

    PatternMatcher* matcher_;
    PatternAutomaton::StateId state_;
    bool at_start_ = true;
    std::unique_ptr<std::vector<uint32_t>> told_;  // ascending; null: none yet, as usual
  };

  AutomatonStatistics statistics() const { return automaton_.statistics(); }
  size_t expression_states() const { return program_.state_count(); }

 private:
  PatternProgram program_;
  PatternAutomaton automaton_;
};

}  // namespace avocet
