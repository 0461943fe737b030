// Syntax of other languages, as people write it by habit.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// What was meant, if the tokens taken and the one found, where the parse stopped, look like
// something that another language has.
std::optional<Diagnostic>
describe_foreign_syntax(const Source& source, const std::vector<Token>& taken, const Token& found);

// The same of words that stand for operators: `a and b`.
std::optional<Diagnostic>
describe_word_operator(const Source& source, const std::vector<Token>& taken, const Token& found);

}  // namespace avocet
