// What tokens say of statements and declarations before they are parsed, for texts about a parse
// that stopped.
#pragma once

#include <vector>

#include "syntax/token.h"

namespace avocet {

// Whether an operand could begin with it.
bool begins_operand(TokenType type);

// The words of the statement or declaration that `taken` ends in.
std::vector<Token> last_sentence(const std::vector<Token>& taken);

}  // namespace avocet
