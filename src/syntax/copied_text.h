// What comes along when a script is copied from a page: typographic quotes and dashes, blanks that
// are none, entities of HTML, fences of Markdown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// What was meant, if the parse stopped at such a thing.
std::optional<Diagnostic> describe_copied_text(const Source& source,
                                               const std::vector<Token>& taken, const Token& found);

// If `found` is a letter that no name can hold, or a character that nobody sees.
std::optional<Diagnostic> describe_foreign_letter(const Source& source, const Token& found);

// Whether that line begins with what a version control system leaves where two versions could not
// be joined, and the offset is in it.
bool is_conflict_mark(std::string_view text, size_t at);

// Where the run of such letters and characters at an offset ends, and of what else names are made
// of; the offset itself if there is none.
size_t end_of_foreign_word(std::string_view text, size_t begin);
// How many bytes the character there has if it is one that nobody sees, or 0.
uint32_t invisible_length(std::string_view text, size_t at);
// The name that was meant: letters that look like others as these, without what nobody sees.
std::string meant_name(std::string_view spelt);

}  // namespace avocet
