// Tokens: the words of a script, as grammar/ZeekLexer.g4 defines them.
#pragma once

#include <cstdint>
#include <string_view>

namespace avocet {

enum class TokenType : uint8_t {
  kEnd = 0,  // the end of the text
#define AVOCET_TOKEN(name, number, text) name = number,
#include "syntax/token_types.inc"
#undef AVOCET_TOKEN
  kInvalid,  // bytes that begin no word
};
inline constexpr int kTokenTypeCount = static_cast<int>(TokenType::kInvalid) + 1;

struct Token {
  TokenType type = TokenType::kEnd;
  bool starts_line = false;  // only white space stands before it on its line
  uint32_t begin = 0;        // offset in the text
  uint32_t length = 0;

  uint32_t end() const { return begin + length; }
};

// The text of words that are always the same, such as `record` or `+=`; empty for the others.
std::string_view token_text(TokenType type);
// The name in the grammar, `kCountLiteral` for COUNT_LITERAL, for dumps.
std::string_view token_type_name(TokenType type);

bool is_keyword(TokenType type);
// Constants as they are written: 5, 80/tcp, "text", T
bool is_literal(TokenType type);
// The words for simple types: `count`, `addr`, `void`, ...
bool is_type_word(TokenType type);
bool is_attribute(TokenType type);
// ( and [, ) and ]
constexpr bool opens_list(TokenType type) {
  return type == TokenType::kParenOpen || type == TokenType::kBracketOpen;
}
constexpr bool closes_list(TokenType type) {
  return type == TokenType::kParenClose || type == TokenType::kBracketClose;
}
// @if, @ifdef, @ifndef, @else, @endif
bool is_conditional_directive(TokenType type);
// Directives that are items and take the rest of their line: @load and its kin.
bool is_line_directive(TokenType type);

// The lexer starts in one of these; see the modes of the grammar.
enum class LexerMode : uint8_t { kDefault, kPattern, kLine };

// The token that begins at `at`, white space and comments included; a kInvalid one of one character
// if nothing matches. starts_line is not set. Precondition: at < text.size().
Token scan_token(std::string_view text, uint32_t at, LexerMode mode);

}  // namespace avocet
