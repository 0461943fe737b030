// Patterns made of two others. A text that grew too large, or whose groups nest too deeply, would
// match nothing (value/pattern.h): that is an error here.
#pragma once

#include "base/result.h"
#include "value/pattern.h"

namespace avocet {

enum class PatternJoin : uint8_t {
  kAlternative,  // a | b
  kSequence,     // a & b: one behind the other
};

Result<Pattern*> join_patterns(Heap& heap, PatternJoin how, const Pattern* a, const Pattern* b);

}  // namespace avocet
