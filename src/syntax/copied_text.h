// What comes along when a script is copied from a page: typographic quotes and dashes, blanks that
// are none, entities of HTML, fences of Markdown.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// What was meant, if the parse stopped at such a thing.
std::optional<Diagnostic> describe_copied_text(const Source& source,
                                               const std::vector<Token>& taken, const Token& found);

// If `found` is a letter that no name can hold.
std::optional<Diagnostic> describe_foreign_letter(const Source& source, const Token& found);

}  // namespace avocet
