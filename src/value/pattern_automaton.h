// A deterministic automaton made while it reads: its states are sets of states of a pattern
// program, and a transition is worked out when a text first asks for it. Reading a byte is then a
// look-up.
//
// Time is linear in the text whatever the expressions are. Memory is limited: what goes beyond is
// forgotten and made anew where it is needed again.
//
// Three kinds read the same program:
//   kAnchored  matches begin where reading begins
//   kFloating  matches begin anywhere; tells which expressions match, not where
//   kLeftmost  matches begin anywhere; the one that begins first counts, and its longest end
//
// An automaton belongs to one thread; not even two readers of it may run at a time.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "value/pattern_program.h"

namespace avocet {

struct AutomatonStatistics {
  uint64_t states = 0;       // now
  uint64_t transitions = 0;  // worked out
  uint64_t reused = 0;       // transitions to a state that was there already
  uint64_t bytes = 0;        // of states and transitions now
  uint64_t flushes = 0;      // how often the limit was reached
};

class PatternAutomaton {
 public:
  enum class Kind : uint8_t { kAnchored, kFloating, kLeftmost };
  static constexpr size_t kDefaultMemory = size_t(8) << 20;

  // `program` is finished and outlives the automaton.
  PatternAutomaton(const PatternProgram& program, Kind kind, size_t memory = kDefaultMemory);
  PatternAutomaton(const PatternAutomaton&) = delete;

  // In all of these, `at_begin` says whether the text begins where reading does (`^`), `at_end`
  // whether it ends where reading does (`$`).

  // kAnchored: whether some expression matches all of `text`.
  bool matches_all(std::string_view text);
  // The same, and which ones: their ids, ascending; valid until the automaton reads again.
  std::span<const uint32_t> all_matching(std::string_view text);
  // kFloating: whether some expression matches a part of `text`.
  bool matches_part(std::string_view text);
  // kAnchored, kLeftmost: the size of the longest prefix that ends with the match, or npos.
  size_t longest(std::string_view text, bool at_begin, bool at_end);
  // kAnchored, of a backward program: the same, from the end of `text` to its begin.
  size_t longest_backward(std::string_view text, bool at_begin, bool at_end);

  // Reading piece by piece. A state is kept as long as it is pinned.
  using StateId = uint32_t;
  static constexpr StateId kDeadState = 0;  // from here on nothing matches
  StateId begin_state() { return start(true); }
  void pin(StateId state) { ++states_[state].pins; }
  void unpin(StateId state) { --states_[state].pins; }
  // Reads a piece; calls found(ids, bytes read) whenever it comes to a state that accepts.
  template <class Found> StateId read(StateId from, std::string_view piece, Found found) {
    return offset_state(run<false>(state_offset(from), piece, [&](uint32_t offset, size_t read) {
      found(std::span<const uint32_t>(states_[offset_state(offset)].accepts), read);
      return false;
    }));
  }
  // The ids that match in `state`, and those that do if the text ends there.
  std::span<const uint32_t> accepted(StateId state) const { return states_[state].accepts; }
  std::span<const uint32_t> accepted_at_end(StateId state);

  AutomatonStatistics statistics() const;

 private:
  static constexpr uint32_t kMark = UINT32_MAX;  // between the parts of a kLeftmost state
  static constexpr uint32_t kUnknown = UINT32_MAX;
  // Set in a transition to a state at which something is to be done: it accepts, or it is dead.
  static constexpr uint32_t kNoteworthy = uint32_t(1) << 31;

  // So many bytes apart it is looked at whether a state is an idle one: the same twice in a row.
  static constexpr size_t kLookEach = 64;

  // Of a state in which most bytes change nothing, as one that waits for a match to begin, or one
  // within `.*`.
  struct Idle {
    std::array<bool, 256> stays;  // the bytes that change nothing
    int exit = -1;                // the only byte that does, if there is one
  };

  struct State {
    std::vector<uint32_t>
        members;  // those of the program that wait for a byte or the end, or accept
    std::vector<uint32_t> accepts;  // ids, ascending
    std::vector<uint32_t> end_accepts;
    bool end_known = false;
    bool at_begin = false;  // nothing was read yet, and the text begins here
    bool closed = false;    // kLeftmost: no further match may begin
    bool in_use = false;
    bool idle_known = false;
    std::unique_ptr<const Idle> idle;  // null: it is none, or that is not known
    uint32_t pins = 0;
    uint64_t hash = 0;
  };

  // The set of program states that is being put together.
  struct Work {
    std::vector<uint32_t> members;
    std::vector<uint32_t> seen;  // the round in which a program state was last reached
    std::vector<uint32_t> stack;
    uint32_t round = 0;
    bool at_begin = false;
    bool closed = false;
  };

  StateId start(bool at_begin);
  // The transition, worked out if need be. May forget every state that is not pinned, but the
  // result.
  uint32_t follow(StateId from, size_t c);
  StateId intern();
  StateId take_slot();
  void flush();
  void begin_work(bool at_begin);
  void add_closure(uint32_t program_state, bool at_end);
  void advance(StateId from, size_t c);
  void advance_parts(const State& from, size_t c);
  bool close_part(size_t begin);
  std::vector<uint32_t> ids_of_work() const;
  size_t size_of(const State& state) const;
  uint32_t entry_of(StateId state) const;
  void prepare_idle();
  void consider_idle(uint32_t offset);
  // Null: more bytes than that leave the state.
  std::unique_ptr<const Idle> find_idle(StateId state, size_t most_exits);
  void pass_over(StateId idle);
  size_t skip_idle(std::string_view text, size_t from) const;

  // Transitions name states by where their rows begin.
  uint32_t state_offset(StateId state) const { return uint32_t(state * stride_); }
  StateId offset_state(uint32_t offset) const { return uint32_t(offset / stride_); }

  // Reads until the text ends, nothing can match any more (the result is 0 then), or
  // accepting(offset, bytes read), called at states that accept, returns true.
  template <bool kBackward, class Accepting>
  uint32_t run(uint32_t offset, std::string_view text, Accepting accepting) {
    const uint32_t* table = transitions_.data();
    const uint8_t* classes = program_.classes().data();
    size_t look = kLookEach;
    uint32_t seen = kUnknown;
    for (size_t i = 0; i < text.size();) {
      if (!kBackward && offset == idle_offset_) {
        i = skip_idle(text, i);
        if (i == text.size()) break;
      } else if (!kBackward && i >= look) {
        if (offset == seen) {
          consider_idle(offset);
          table = transitions_.data();
        }
        seen = offset;
        look = i + kLookEach;
      }
      size_t c = classes[static_cast<uint8_t>(kBackward ? text[text.size() - 1 - i] : text[i])];
      uint32_t next = table[offset + c];
      ++i;
      if (next >= kNoteworthy) {
        if (next == kUnknown) {
          next = follow(offset_state(offset), c);
          table = transitions_.data();
        }
        if (next >= kNoteworthy) {
          next &= ~kNoteworthy;
          if (next == 0 || accepting(next, i)) return next;
        }
      }
      offset = next;
    }
    return offset;
  }
  template <bool kBackward> size_t longest_in(std::string_view text, bool at_begin, bool at_end);

  const PatternProgram& program_;
  Kind kind_;
  size_t memory_;
  size_t stride_;
  std::vector<State> states_;  // the first is dead
  std::vector<uint32_t> transitions_;
  std::vector<StateId> free_;
  std::unordered_multimap<uint64_t, StateId> by_hash_;
  StateId starts_[2] = {kDeadState, kDeadState};
  bool start_known_[2] = {false, false};
  // The idle state that is passed over now. kUnknown, null: there is none.
  uint32_t idle_offset_ = kUnknown;
  const Idle* idle_ = nullptr;
  Work work_;
  size_t bytes_ = 0;
  AutomatonStatistics statistics_;
};

}  // namespace avocet
