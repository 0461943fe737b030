#include "syntax/steering.h"

#include <algorithm>

namespace avocet {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_white_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void shorten(Token& token, TokenType type, uint32_t length = 1) {
  token.type = type;
  token.length = length;
}

bool is_opening(TokenType type) {
  return type == TokenType::kParenOpen || type == TokenType::kBracketOpen ||
         type == TokenType::kBraceOpen || type == TokenType::kSizeOpen;
}

bool closes(TokenType closing, TokenType opening) {
  return (closing == TokenType::kParenClose && opening == TokenType::kParenOpen) ||
         (closing == TokenType::kBracketClose && opening == TokenType::kBracketOpen) ||
         (closing == TokenType::kBraceClose && opening == TokenType::kBraceOpen) ||
         (closing == TokenType::kSizeClose && opening == TokenType::kSizeOpen);
}

// What stands between the tokens of a sentence without being one of them.
bool stands_between(TokenType type) {
  return type == TokenType::kComment || type == TokenType::kAtPragma ||
         is_conditional_directive(type);
}

// Where the text that a directive takes ends: another directive may follow on its line.
size_t end_of_taken(std::string_view text) {
  for (size_t at = text.find('@', 1); at < text.size(); at = text.find('@', at + 1)) {
    size_t end = at;
    while (end > 0 && is_white_space(text[end - 1])) --end;
    if (end > 0 && end < at) return end;
  }
  return text.size();
}

}  // namespace

TokenSteering::TokenSteering(std::string_view text) : text_(text) {
  if (text.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

void TokenSteering::restart_at(uint32_t position) {
  at_ = position;
  context_ = {};
}

std::string_view TokenSteering::take_line() {
  size_t end = std::min(text_.find('\n', at_), text_.size());
  std::string_view line = text_.substr(at_, end - at_);
  at_ = static_cast<uint32_t>(end);
  return line;
}

// White space and comments make up more than half of most scripts, so they are passed over here
// instead of by the automaton, which would find the same.
Token TokenSteering::next() {
  if (is_line_directive(context_.previous)) {
    context_.previous = TokenType::kEnd;
    if (Token rest = rest_of_line(); rest.length > 0) return rest;
  }
  for (;;) {
    while (at_ < text_.size() && is_white_space(text_[at_])) ++at_;
    if (at_ >= text_.size()) break;
    Token token = text_[at_] == '#' ? comment() : scan();
    at_ = token.end();
    if (token.type == TokenType::kWhiteSpace) continue;
    token.starts_line = starts_line(token.begin);
    if (!stands_between(token.type)) track(token.type);
    return token;
  }
  auto end = static_cast<uint32_t>(text_.size());
  return {TokenType::kEnd, starts_line(end), end, 0};
}

Token TokenSteering::comment() const {
  size_t end = std::min(text_.find('\n', at_), text_.size());
  return {TokenType::kComment, false, at_, static_cast<uint32_t>(end) - at_};
}

// What a directive takes, without blanks around it. Empty if only a comment or nothing follows.
Token TokenSteering::rest_of_line() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r'))
    ++at_;
  if (at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '#')
    return {TokenType::kRestOfLine, false, at_, 0};
  Token token = scan_token(text_, at_, LexerMode::kLine);
  token.length = uint32_t(end_of_taken(text_.substr(at_, token.length)));
  at_ = token.end();
  return token;
}

bool TokenSteering::starts_line(uint32_t at) const {
  while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
  return at == 0 || text_[at - 1] == '\n' || text_.substr(0, at) == kByteOrderMark;
}

Token TokenSteering::scan() {
  if (text_[at_] == '/' && !operand_ended()) return scan_token(text_, at_, LexerMode::kPattern);
  Token token = scan_token(text_, at_, LexerMode::kDefault);
  adjust(token);
  return token;
}

void TokenSteering::adjust(Token& token) const {
  if (token.type == TokenType::kBar) {
    adjust_bar(token);
  } else if (token.type == TokenType::kOrOr) {
    adjust_double_bar(token);
  } else if (token.type == TokenType::kLocal) {
    bool in_parens =
        !context_.brackets.empty() && context_.brackets.back() == TokenType::kParenOpen;
    if (in_parens) token.type = TokenType::kLocalBinding;
  } else if (token.type == TokenType::kCanCast) {
    if (token.end() < text_.size() && is_word_character(text_[token.end()]))
      shorten(token, TokenType::kQuestion);
  } else if (token.type == TokenType::kAtUnknown) {
    // Zeek reads `@elseif` as two words, and published scripts use it for what they then do.
    constexpr std::string_view kElse = "@else";
    if (text_.substr(token.begin, token.length) == "@elseif")
      shorten(token, TokenType::kAtElse, kElse.size());
  } else if (token.type == TokenType::kAddressLiteral || token.type == TokenType::kSubnetLiteral) {
    if (text_[token.begin] == '[' && !address_may_begin()) shorten(token, TokenType::kBracketOpen);
  }
}

void TokenSteering::adjust_bar(Token& token) const {
  if (!operand_ended()) {
    token.type = TokenType::kSizeOpen;
  } else if (!context_.brackets.empty() && context_.brackets.back() == TokenType::kSizeOpen &&
             !operand_follows(token.end())) {
    token.type = TokenType::kSizeClose;
  }
}

// Two bars may be a pair of brackets: `||a| - |b||`.
void TokenSteering::adjust_double_bar(Token& token) const {
  const auto& open = context_.brackets;
  bool in_two = open.size() >= 2 && open.back() == TokenType::kSizeOpen &&
                open[open.size() - 2] == TokenType::kSizeOpen;
  if (!operand_ended())
    shorten(token, TokenType::kSizeOpen);
  else if (in_two && !operand_follows(token.end()))
    shorten(token, TokenType::kSizeClose);
}

// Whether the line goes on with something that can only begin an operand. Signs do not count: after
// a size expression they are operators.
bool TokenSteering::operand_follows(uint32_t at) const {
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
  if (at == text_.size()) return false;
  char c = text_[at];
  if (c == '"' || c == '(' || c == '[') return true;
  if (!is_word_character(c)) return false;
  TokenType type = scan_token(text_, at, LexerMode::kDefault).type;
  return type != TokenType::kIn && type != TokenType::kIs && type != TokenType::kAs;
}

void TokenSteering::track(TokenType type) {
  context_.previous = type;
  if (is_opening(type)) {
    context_.brackets.push_back(type);
    return;
  }
  if (type != TokenType::kParenClose && type != TokenType::kBracketClose &&
      type != TokenType::kBraceClose && type != TokenType::kSizeClose)
    return;
  // A closing bracket also ends what was left open within; one without a partner changes nothing.
  for (size_t i = context_.brackets.size(); i-- > 0;) {
    if (closes(type, context_.brackets[i])) {
      context_.brackets.resize(i);
      return;
    }
  }
}

// Whether the previous token can end an operand. Names of types can: `x as count | y`.
bool TokenSteering::operand_ended() const {
  if (is_literal(context_.previous) || is_type_word(context_.previous)) return true;
  switch (context_.previous) {
  case TokenType::kName:
  case TokenType::kUnterminatedString:
  case TokenType::kAtDir:
  case TokenType::kAtFilename:
  case TokenType::kParenClose:
  case TokenType::kBracketClose:
  case TokenType::kSizeClose:
  case TokenType::kFile: return true;
  default: return false;
  }
}

// Behind these a bracket holds the types of an index or captures.
bool TokenSteering::address_may_begin() const {
  return !operand_ended() && context_.previous != TokenType::kSet &&
         context_.previous != TokenType::kTable && context_.previous != TokenType::kFunction &&
         context_.previous != TokenType::kWhen;
}

}  // namespace avocet
