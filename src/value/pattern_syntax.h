// Zeek's pattern syntax, translated to RE2's.
//
//   x|y  xy  x* x+ x? x{n} x{n,} x{n,m}  (x)  (?i:x) (?s:x)  . ^ $  [a-z] [^a-z] [[:alpha:]]
//   "literal"  \n \t \r \f \v \a \b \0 \012 \x41  and \c for any other character c
//
// Bytes are Latin-1. The translation spells out what differs: letters under (?i:..) become classes
// (but not those in quotes), `.` excludes the newline unless under (?s:..), a second quantifier
// repeats what stands before it (`x*?` is `(x*)?`), repetitions beyond RE2's limit are unrolled.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "value/pattern.h"

namespace avocet {

struct Translation {
  std::string expression;             // in RE2's syntax, for Latin-1
  std::optional<PatternError> error;  // then there is no expression
};

Translation translate_pattern(std::string_view text, PatternFlags flags = {});

}  // namespace avocet
