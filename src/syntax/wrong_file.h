// What is given as a script and is none as a whole: text in another encoding, no text at all, a
// patch, a listing with numbered lines.
#pragma once

#include <optional>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// If what begins with the token `first` of a line is such a thing: nothing from there on can be
// read.
std::optional<Diagnostic> describe_wrong_file(const Source& source, const Token& first);

}  // namespace avocet
