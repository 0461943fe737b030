// What tokens say of statements and declarations before they are parsed, for texts about a parse
// that stopped.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/token.h"

namespace avocet {

// Whether an operand could begin with it.
bool begins_operand(TokenType type);

// Whether a line that begins with it begins a statement, or a declaration.
bool begins_statement(TokenType type);
bool begins_declaration(TokenType type);

// Whether a sentence ends with it: a `;` or a brace.
bool ends_statement(TokenType type);

// The first character behind a token and the blanks after it; 0 at the end of the text.
char next_character(std::string_view text, const Token& token);

// Bytes between the begin of its line and a token.
size_t column_of(std::string_view text, const Token& token);
// The words of the statement or declaration that `taken` ends in.
std::vector<Token> last_sentence(const std::vector<Token>& taken);
// The words of a sentence without the heads before its last statement: `if ( x )`, `else`, `case
// 5:`.
std::vector<Token> behind_heads(std::vector<Token> words);

// The brace of what was read as a first value without an operator but is a body: of
//
//   global f: function(a: count)
//       { print a; }
//
// where a word of the head is wrong. Null if there is none.
const Token* misread_body(const std::vector<Token>& taken);

}  // namespace avocet
