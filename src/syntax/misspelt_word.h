// Words of the language that are spelt wrongly: what a statement or a declaration begins with, and
// what a type is written with.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// What was meant, if the parse of `taken` stopped at `found` because of such a word.
std::optional<Diagnostic>
describe_misspelt_word(const Source& source, const std::vector<Token>& taken, const Token& found);

// `@lod`: a word behind `@` that is no directive.
Diagnostic describe_unknown_directive(const Source& source, const Token& found);

}  // namespace avocet
