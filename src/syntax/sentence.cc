#include "syntax/sentence.h"

namespace avocet {

bool begins_operand(TokenType type) {
  switch (type) {
  case TokenType::kName:
  case TokenType::kCountLiteral:
  case TokenType::kDoubleLiteral:
  case TokenType::kIntervalLiteral:
  case TokenType::kPortLiteral:
  case TokenType::kAddressLiteral:
  case TokenType::kSubnetLiteral:
  case TokenType::kHostnameLiteral:
  case TokenType::kStringLiteral:
  case TokenType::kPatternLiteral:
  case TokenType::kTrue:
  case TokenType::kFalse:
  case TokenType::kDollar:
  case TokenType::kBracketOpen: return true;
  default: return false;
  }
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
