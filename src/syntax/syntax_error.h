// What to tell about a sentence that cannot be parsed: what was found, what should stand there, and
// how the frequent mistakes are mended.
#pragma once

#include <optional>
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

// What to say if the bracket that is open last at the end of `taken` is a brace, and the columns of
// lines tell which one is wrong.
std::optional<Diagnostic> describe_unclosed_brace(const Source& source,
                                                  const std::vector<Token>& taken);

// Whether a token of that type could follow `taken`.
bool expects(Rule entry, const std::vector<Token>& taken, TokenType type);

// The brackets among `taken` that are open at its end, as indices, innermost last.
std::vector<size_t> open_brackets(const std::vector<Token>& taken);

}  // namespace avocet
