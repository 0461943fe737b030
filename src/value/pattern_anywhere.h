// Matches of a pattern that may begin anywhere, for functions that cut a text up as they go.
#pragma once

#include <optional>
#include <string_view>

#include "value/pattern.h"

namespace avocet {

// As find_match(), but `^` holds at the begin of every match. Nothing if the expression has a `^`
// behind what may take a byte, as in `a*^b`.
std::optional<Match> find_match_anywhere(const Pattern* p, std::string_view text, size_t from);

}  // namespace avocet
