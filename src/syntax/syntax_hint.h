// How to mend a sentence of which only is known what could have stood where it stopped.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// `taken` are the tokens of the sentence before `found`, at which the parse stopped. Empty if there
// is nothing to say.
std::string syntax_hint(const Source& source, const std::vector<Token>& taken, const Token& found);

}  // namespace avocet
