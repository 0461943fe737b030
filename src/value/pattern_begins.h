// Expressions whose matches may begin anywhere, where they could only begin with the text.
#pragma once

#include "value/pattern_syntax.h"

namespace avocet {

// Takes away every `^`. False if some stand behind what may take a byte, as in `a*^b`: then the
// tree is of no use any more.
bool drop_begins(PatternTree& tree);

}  // namespace avocet
