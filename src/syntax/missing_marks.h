// Quotes and brackets that are missing earlier than where reading stops.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// If a string on the line of `found` begins or ends at a wrong place. `taken` is what was read
// before `found`.
std::optional<Diagnostic>
describe_missing_quote(const Source& source, const std::vector<Token>& taken, const Token& found);

// If `found` closes another bracket than the innermost open one because of a mistake further up.
std::optional<Diagnostic>
describe_earlier_bracket(const Source& source, const std::vector<Token>& taken, const Token& found);

// f(g(a, $x=b);  if a call that was closed was to end earlier, since what follows belongs to what
// is around it: the fields of a record, or a line that stands in the column of the outer call's.
std::optional<Diagnostic> describe_open_call(const Source& source, const std::vector<Token>& taken);

// v[|v| = 3;  if the `[` that is open last was to end before the assignment.
std::optional<Diagnostic> describe_open_index(const Source& source,
                                              const std::vector<Token>& taken);

// if ( x ) { a(); else b();  if the brace that is open last is that of an `if`, and `found` an
// `else`.
std::optional<Diagnostic> describe_open_branch(const Source& source,
                                               const std::vector<Token>& taken, const Token& found);

// if ( x ); { a(); } else b();  if that is what was taken.
std::optional<Diagnostic> describe_cut_off_if(const Source& source, const std::vector<Token>& taken,
                                              const Token& found);

}  // namespace avocet
