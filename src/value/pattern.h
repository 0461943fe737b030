// Patterns: Zeek's regular expressions, in time linear in the text on hostile input as well.
//
// Nothing is compiled before it is needed: each way of matching builds its automaton as it goes
// (value/pattern_automaton.h). A pattern is therefore matched by one thread at a time, constants of
// a program included.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace avocet {

// Zeek's /i and /s. `source` is always the text between the slashes.
struct PatternFlags {
  bool ignore_case = false;
  bool single_line = false;
};

// What is wrong with an expression, and at which byte of it.
struct PatternError {
  std::string message;
  size_t offset;
};
// Nothing if the expression is good.
std::optional<PatternError> check_pattern(std::string_view source, PatternFlags flags = {});
// An expression that is no good makes a pattern that matches nothing: check it first.
Pattern* make_pattern(Heap& heap, std::string_view source, PatternFlags flags = {});

bool matches_exactly(const Pattern* p, std::string_view text);
bool matches_anywhere(const Pattern* p, std::string_view text);

// The leftmost-longest match at or after `from`: begin and length. `^` holds only at the begin of
// `text`.
struct Match {
  size_t begin = std::string_view::npos;
  size_t size = 0;
  bool found() const { return begin != std::string_view::npos; }
};
Match find_match(const Pattern* p, std::string_view text, size_t from);
// The longest match that begins at `from`.
Match match_at(const Pattern* p, std::string_view text, size_t from);

// What an automaton has built up so far.
struct PatternStatistics {
  uint64_t expression_states = 0;  // of the nondeterministic automaton that is read off the text
  uint64_t states = 0;             // of the deterministic one
  uint64_t transitions = 0;        // worked out
  uint64_t reused = 0;             // those that led to a state already known
  uint64_t bytes = 0;
};

// Many patterns matched at once. Belongs to one thread, like the patterns.
class PatternSet {
 public:
  explicit PatternSet(std::span<const Pattern* const> patterns);
  PatternSet(const PatternSet&) = delete;
  ~PatternSet();
  // The indices of all patterns that match the whole text, ascending; valid until the next call.
  std::span<const uint32_t> matching_exactly(std::string_view text);
  PatternStatistics statistics() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace avocet
