#include "signature/rule_tokens.h"

#include <charconv>

namespace avocet {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

char escaped(char c) {
  switch (c) {
  case 'n': return '\n';
  case 't': return '\t';
  case 'r': return '\r';
  default: return c;
  }
}

}  // namespace

RuleToken RuleTokens::take() {
  RuleToken taken = std::move(next_);
  next_ = read();
  return taken;
}

void RuleTokens::skip_blanks() {
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at_;
    } else {
      return;
    }
  }
}

RuleToken RuleTokens::symbol(size_t length) {
  RuleToken token;
  token.kind = RuleTokenKind::kSymbol;
  token.text = text_.substr(at_, length);
  token.span = span(at_, at_ + length);
  at_ += length;
  return token;
}

RuleToken RuleTokens::read() {
  skip_blanks();
  if (at_ >= text_.size()) {
    RuleToken end;
    end.span = span(text_.size(), text_.size());
    return end;
  }
  char c = text_[at_];
  char following = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (is_letter(c)) return read_word();
  if (is_digit(c)) return read_number();
  if (c == '"') return read_string();
  if (std::string_view("!=<>").find(c) != std::string_view::npos && following == '=')
    return symbol(2);
  if (std::string_view("{}[],:/&!=<>-").find(c) != std::string_view::npos) return symbol(1);
  // A character of several bytes is one.
  size_t length = 1;
  while (at_ + length < text_.size() && (static_cast<unsigned char>(c) & 0xc0) == 0xc0 &&
         (static_cast<unsigned char>(text_[at_ + length]) & 0xc0) == 0x80)
    ++length;
  RuleToken bad = symbol(length);
  bad.kind = RuleTokenKind::kBad;
  sink_.error(bad.span, "a signature has no use for `" + bad.text + "` here");
  return bad;
}

RuleToken RuleTokens::read_word() {
  size_t from = at_;
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (is_letter(c) || is_digit(c) || c == '-') {
      ++at_;
    } else if (text_.substr(at_, 2) == "::") {
      at_ += 2;
    } else {
      break;
    }
  }
  RuleToken token;
  token.kind = RuleTokenKind::kWord;
  token.text = text_.substr(from, at_ - from);
  token.span = span(from, at_);
  return token;
}

RuleToken RuleTokens::read_number() {
  size_t from = at_;
  RuleToken token;
  token.kind = RuleTokenKind::kNumber;
  int base = 10;
  size_t digits = from;
  if (text_[at_] == '0' && at_ + 1 < text_.size() && (text_[at_ + 1] | 0x20) == 'x') {
    base = 16;
    digits = at_ += 2;
    while (at_ < text_.size() && is_hex(text_[at_])) ++at_;
  } else {
    while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
  }
  token.text = text_.substr(from, at_ - from);
  token.span = span(from, at_);
  if (token.text.find('.') != std::string::npos) {
    token.kind = RuleTokenKind::kAddress;
    return token;
  }
  const char* end = text_.data() + at_;
  auto [stop, error] = std::from_chars(text_.data() + digits, end, token.number, base);
  if (error != std::errc() || stop != end) {
    sink_.error(token.span, "`" + token.text + "` is no number that fits in 64 bits");
    token.kind = RuleTokenKind::kBad;
  }
  return token;
}

RuleToken RuleTokens::read_string() {
  size_t from = at_++;
  RuleToken token;
  token.kind = RuleTokenKind::kString;
  while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
      token.text += escaped(text_[at_ + 1]);
      at_ += 2;
    } else {
      token.text += text_[at_++];
    }
  }
  bool closed = at_ < text_.size() && text_[at_] == '"';
  if (closed) ++at_;
  token.span = span(from, at_);
  if (closed) return token;
  sink_.error(token.span, "this string has no end", "put a `\"` behind it, on the same line");
  token.kind = RuleTokenKind::kBad;
  return token;
}

void RuleTokens::skip_rule() {
  constexpr std::string_view kWord = "signature";
  if (next_.kind == RuleTokenKind::kEnd || next_.is_word(kWord)) return;
  for (size_t line = text_.find('\n', next_.span.begin - base_); line != text_.npos;
       line = text_.find('\n', line + 1)) {
    size_t first = text_.find_first_not_of(" \t\r", line + 1);
    if (first == text_.npos) break;
    std::string_view rest = text_.substr(first);
    if (!rest.starts_with(kWord) || rest.size() == kWord.size() || rest[kWord.size()] == '-')
      continue;
    at_ = first;
    next_ = read();
    return;
  }
  at_ = text_.size();
  next_ = read();
}

RuleToken RuleTokens::take_pattern() {
  if (!next_.is("/")) return take();
  size_t from = next_.span.begin - base_;
  at_ = from + 1;
  while (at_ < text_.size() && text_[at_] != '/' && text_[at_] != '\n')
    at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? 2 : 1;
  RuleToken token;
  token.kind = RuleTokenKind::kPattern;
  at_ = std::min(at_, text_.size());
  token.text = text_.substr(from + 1, at_ - from - 1);
  bool closed = at_ < text_.size() && text_[at_] == '/';
  if (closed) ++at_;
  if (closed && at_ < text_.size() && text_[at_] == 'i') {
    token.ignore_case = true;
    ++at_;
  }
  token.span = span(from, at_);
  if (!closed) {
    sink_.error(token.span, "this expression has no end",
                "put a `/` behind it, on the same line; a slash within is written `\\/`");
    token.kind = RuleTokenKind::kBad;
  }
  next_ = read();
  return token;
}

RuleToken RuleTokens::take_bracketed() {
  if (!next_.is("[")) return take();
  size_t from = next_.span.begin - base_;
  size_t close = text_.find_first_of("]\n", from);
  bool closed = close != std::string_view::npos && text_[close] == ']';
  at_ = closed ? close + 1 : std::min(close, text_.size());
  RuleToken token;
  token.kind = RuleTokenKind::kAddress;
  token.text = text_.substr(from, at_ - from);
  token.span = span(from, at_);
  if (!closed) {
    sink_.error(token.span, "this address has no end", "put a `]` behind it");
    token.kind = RuleTokenKind::kBad;
  }
  next_ = read();
  return token;
}

}  // namespace avocet
