#include "syntax/sentence.h"

namespace avocet {

bool begins_operand(TokenType type) {
  return is_literal(type) || type == TokenType::kName || type == TokenType::kDollar ||
         type == TokenType::kBracketOpen;
}

char next_character(std::string_view text, const Token& token) {
  size_t at = text.find_first_not_of(" \t", token.end());
  return at == text.npos ? '\0' : text[at];
}

std::vector<Token> last_sentence(const std::vector<Token>& taken) {
  std::vector<Token> words;
  for (const Token& token : taken) {
    bool ends = token.type == TokenType::kSemicolon || token.type == TokenType::kBraceOpen ||
                token.type == TokenType::kBraceClose;
    if (ends)
      words.clear();
    else
      words.push_back(token);
  }
  return words;
}

}  // namespace avocet
