// What to tell about a sentence that cannot be parsed: what was found, what should stand there, and
// how the frequent mistakes are mended.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "syntax/ast.h"
#include "syntax/table_parser.h"
#include "syntax/token.h"

namespace avocet {

// `taken` are the tokens of the sentence before `found`, at which the parse of `entry` stopped.
Diagnostic describe_syntax_error(const Ast& ast, Rule entry, const std::vector<Token>& taken,
                                 const Token& found);

// A declaration begins at `found` before the one of `taken` is closed.
Diagnostic describe_unclosed(const Ast& ast, const std::vector<Token>& taken, const Token& found);

// Which bracket among `taken` was put there by mistake, if that one is not closed.
size_t blamed_bracket(const std::vector<Token>& taken, size_t open);

// Whether a token of that type could follow `taken`.
bool expects(Rule entry, const std::vector<Token>& taken, TokenType type);

// The brackets among `taken` that are open at its end, as indices, innermost last.
std::vector<size_t> open_brackets(const std::vector<Token>& taken);

}  // namespace avocet
