// What could stand somewhere, in words.
#pragma once

#include <string>

#include "syntax/table_parser.h"

namespace avocet {

// "an expression or `)`": sums up the tokens that a sentence of `entry` could go on with.
std::string expected_phrase(Rule entry, const TokenSet& set);

}  // namespace avocet
