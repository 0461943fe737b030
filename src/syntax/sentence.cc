#include "syntax/sentence.h"

#include <cstddef>

namespace avocet {

bool begins_operand(TokenType type) {
  return is_literal(type) || type == TokenType::kName || type == TokenType::kDollar ||
         type == TokenType::kBracketOpen;
}

bool begins_statement(TokenType type) {
  switch (type) {
  case TokenType::kBreak:
  case TokenType::kCase:
  case TokenType::kFallthrough:
  case TokenType::kFor:
  case TokenType::kLocal:
  case TokenType::kNext:
  case TokenType::kPrint:
  case TokenType::kReturn:
  case TokenType::kSwitch:
  case TokenType::kWhen:
  case TokenType::kWhile: return true;
  default: return false;
  }
}

bool begins_declaration(TokenType type) {
  switch (type) {
  case TokenType::kConst:
  case TokenType::kEvent:
  case TokenType::kExport:
  case TokenType::kFunction:
  case TokenType::kGlobal:
  case TokenType::kHook:
  case TokenType::kModule:
  case TokenType::kOption:
  case TokenType::kRedef:
  case TokenType::kType: return true;
  default: return false;
  }
}

bool ends_statement(TokenType type) {
  return type == TokenType::kSemicolon || type == TokenType::kBraceOpen ||
         type == TokenType::kBraceClose;
}

char next_character(std::string_view text, const Token& token) {
  size_t at = text.find_first_not_of(" \t", token.end());
  return at == text.npos ? '\0' : text[at];
}

size_t column_of(std::string_view text, const Token& token) {
  size_t newline = text.substr(0, token.begin).rfind('\n');
  return token.begin - (newline + 1);
}

std::vector<Token> last_sentence(const std::vector<Token>& taken) {
  std::vector<Token> words;
  for (const Token& token : taken) {
    if (ends_statement(token.type))
      words.clear();
    else
      words.push_back(token);
  }
  return words;
}

namespace {

// How many tokens the head that begins there has; 0: none does, or it does not end.
size_t head_length(const std::vector<Token>& words, size_t at) {
  TokenType first = words[at].type;
  if (first == TokenType::kElse) return 1;
  bool is_label = first == TokenType::kCase || first == TokenType::kDefault;
  bool has_parens =
      first == TokenType::kIf || first == TokenType::kFor || first == TokenType::kWhile;
  if (!is_label && !has_parens) return 0;
  size_t depth = 0;
  for (size_t i = at + 1; i < words.size(); ++i) {
    TokenType type = words[i].type;
    if (type == TokenType::kParenOpen || type == TokenType::kBracketOpen) ++depth;
    bool closes = type == TokenType::kParenClose || type == TokenType::kBracketClose;
    if (closes && depth > 0) --depth;
    bool ends = is_label ? type == TokenType::kColon : closes;
    if (ends && depth == 0) return i + 1 - at;
  }
  return 0;
}

}  // namespace

std::vector<Token> behind_heads(std::vector<Token> words) {
  size_t begin = 0;
  while (begin < words.size()) {
    size_t length = head_length(words, begin);
    if (length == 0) break;
    begin += length;
  }
  if (begin == words.size()) return words;
  return {words.begin() + static_cast<std::ptrdiff_t>(begin), words.end()};
}

const Token* misread_body(const std::vector<Token>& taken) {
  bool is_callable = taken.size() > 4 && taken[2].type == TokenType::kColon &&
                     (taken[0].type == TokenType::kGlobal || taken[0].type == TokenType::kConst ||
                      taken[0].type == TokenType::kOption) &&
                     (taken[3].type == TokenType::kFunction || taken[3].type == TokenType::kEvent ||
                      taken[3].type == TokenType::kHook);
  if (!is_callable) return nullptr;
  for (const Token& token : taken) {
    if (token.type == TokenType::kAssign) return nullptr;
    if (token.type == TokenType::kBraceOpen) return &token;
  }
  return nullptr;
}

}  // namespace avocet
