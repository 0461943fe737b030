#include "syntax/expected_phrase.h"

#include <vector>

namespace avocet {
namespace {

bool is_operand_bracket(TokenType type) {
  return type == TokenType::kParenOpen || type == TokenType::kBracketOpen ||
         type == TokenType::kBraceOpen || type == TokenType::kDollar ||
         type == TokenType::kSemicolon;
}
bool is_behind_operand(TokenType type) {
  return type == TokenType::kParenOpen || type == TokenType::kBracketOpen ||
         type == TokenType::kDollar || type == TokenType::kIn || type == TokenType::kAssign ||
         type == TokenType::kAddTo || type == TokenType::kRemoveFrom;
}

std::string join(const std::vector<std::string>& phrases) {
  std::string joined;
  for (size_t i = 0; i < phrases.size(); ++i) {
    if (i > 0) joined += i + 1 == phrases.size() ? " or " : ", ";
    joined += phrases[i];
  }
  return joined;
}

}  // namespace

std::string expected_phrase(Rule entry, const TokenSet& set) {
  std::vector<std::string> phrases;
  auto has = [&](TokenType type) { return set.test(static_cast<size_t>(type)); };
  bool is_statement = has(TokenType::kIf);
  bool is_expression = has(TokenType::kCountLiteral);
  bool is_type = has(TokenType::kOpaque) && !is_expression;
  bool behind_operand = has(TokenType::kPlus) && !is_expression;
  if (is_statement)
    phrases.push_back("a statement");
  else if (is_expression)
    phrases.push_back("an expression");
  else if (is_type)
    phrases.push_back("a type");
  else if (has(TokenType::kName))
    phrases.push_back("a name");
  static constexpr TokenType kNamed[] = {
      TokenType::kSemicolon,   TokenType::kComma,        TokenType::kColon,
      TokenType::kParenOpen,   TokenType::kAssign,       TokenType::kAddTo,
      TokenType::kRemoveFrom,  TokenType::kBraceOpen,    TokenType::kOf,
      TokenType::kIn,          TokenType::kDollar,       TokenType::kParenClose,
      TokenType::kBracketOpen, TokenType::kBracketClose, TokenType::kBraceClose,
      TokenType::kSizeClose};
  for (TokenType type : kNamed) {
    if (!has(type) || ((is_statement || is_expression) && is_operand_bracket(type))) continue;
    if (behind_operand && is_behind_operand(type)) continue;
    // Braces without an operator are taken where a value begins, but nobody should write them.
    if (type == TokenType::kBraceOpen && has(TokenType::kSemicolon) && has(TokenType::kAddTo))
      continue;
    std::string_view spelling = type == TokenType::kSizeClose ? "|" : token_text(type);
    phrases.push_back("`" + std::string(spelling) + "`");
  }
  if (phrases.empty() && has(TokenType::kAttrLog)) phrases.push_back("an attribute");
  if (phrases.empty())
    phrases.push_back(entry == Rule::kDeclaration ? "a declaration" : "a statement");
  return join(phrases);
}

}  // namespace avocet
