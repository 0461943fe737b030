// A pattern program: expressions as one nondeterministic automaton over bytes.
//
// Bytes that no expression tells apart are one class, so that automata made from the program have
// small tables. A program may be of the expressions as written or of their mirror images, which
// read a text from its end.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "value/pattern_syntax.h"

namespace avocet {

class PatternProgram {
 public:
  enum class Direction : uint8_t { kForward, kBackward };

  enum class Op : uint8_t {
    kBytes,   // a byte of set `other` leads to `out`
    kSplit,   // to `out` and to `other`
    kBegin,   // to `out` at the begin of the text
    kEnd,     // to `out` at its end
    kAccept,  // expression `other` matches
    kNever,
  };
  struct State {
    Op op;
    uint32_t out;
    uint32_t other;
  };

  explicit PatternProgram(Direction direction) : direction_(direction) {}

  // Precondition: the tree is good; not finished yet.
  void add(const PatternTree& tree, uint32_t id);
  // To be called once, after the last add().
  void finish();

  // Begin and end are those in reading direction.
  const State& state(uint32_t i) const { return states_[i]; }
  size_t state_count() const { return states_.size(); }
  uint32_t start() const { return start_; }
  // Whether it matters where the text begins.
  bool asks_for_begin() const { return asks_for_begin_; }
  size_t class_count() const { return examples_.size(); }
  const std::array<uint8_t, 256>& classes() const { return classes_; }
  // Whether set `set` has the bytes of class `c`.
  bool contains(uint32_t set, size_t c) const { return sets_[set][examples_[c]]; }

 private:
  uint32_t push(Op op, uint32_t out, uint32_t other = 0);
  uint32_t build(const PatternTree& tree, uint32_t node, uint32_t next);
  uint32_t sequence(const PatternTree& tree, const PatternNode& node, uint32_t next);
  uint32_t choice(const PatternTree& tree, const PatternNode& node, uint32_t next);
  uint32_t repeat(const PatternTree& tree, const PatternNode& node, uint32_t next);
  uint32_t set_index(const ByteSet& set);

  Direction direction_;
  std::vector<State> states_;
  std::vector<ByteSet> sets_;
  std::unordered_map<ByteSet, uint32_t> known_sets_;
  std::vector<uint32_t> starts_;
  uint32_t start_ = 0;
  bool asks_for_begin_ = false;
  std::array<uint8_t, 256> classes_{};
  std::vector<uint8_t> examples_;  // a byte of each class
};

}  // namespace avocet
