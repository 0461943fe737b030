// Zeek's pattern syntax, parsed.
//
//   x|y  xy  x* x+ x? x{n} x{n,} x{n,m}  (x)  (?i:x) (?s:x)  . ^ $  [a-z] [^a-z] [[:alpha:]]
//   "literal"  \n \t \r \f \v \a \b \0 \012 \x41  and \c for any other character c
//
// Expressions are over bytes. Letters under (?i:..) match in both cases (but not those in quotes),
// `.` is any byte but the newline unless under (?s:..), a second quantifier repeats what stands
// before it (`x*?` is `(x*)?`), `^` and `$` are the begin and the end of the text, not of a line.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "value/pattern.h"

namespace avocet {

using ByteSet = std::bitset<256>;

constexpr uint32_t kNoRepeatLimit = UINT32_MAX;

struct PatternNode {
  enum class Kind : uint8_t {
    kEmpty,     // matches without taking a byte
    kBytes,     // one byte of sets[first]
    kSequence,  // `count` children from children[first] on, one behind the other
    kChoice,    // one of them
    kRepeat,    // the node `first`, from `least` to `most` times
    kBegin,     // ^
    kEnd,       // $
  };
  Kind kind = Kind::kEmpty;
  uint32_t first = 0;
  uint32_t count = 0;
  uint32_t least = 0;
  uint32_t most = 0;
};

// Bounded: what its repetitions unroll to, and how deeply its nodes are nested.
struct PatternTree {
  std::vector<PatternNode> nodes;  // children before their parents
  std::vector<uint32_t> children;
  std::vector<ByteSet> sets;
  uint32_t root = 0;
  std::optional<PatternError> error;  // then the rest says nothing
};

PatternTree parse_pattern(std::string_view text, PatternFlags flags = {});

// How many bytes a match begins with whatever they are, as in `.{257}ustar` under (?s:..), where
// more than those are asked for.
uint32_t any_bytes_at_begin(const PatternTree& tree);
// Takes them away: what is left matches what is behind them.
void drop_any_bytes_at_begin(PatternTree& tree);

}  // namespace avocet
