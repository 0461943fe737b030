// RuleTokens: the words of the signature language, one after the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source.h"

namespace avocet {

enum class RuleTokenKind : uint8_t {
  kEnd,
  kWord,     // keywords, names, ids: letters, digits, `_` `-` `:`
  kNumber,   // decimal or hexadecimal
  kAddress,  // dotted, or with its brackets
  kString,   // without its quotes, escapes resolved
  kPattern,  // without its slashes
  kSymbol,   // one of { } [ ] , : / & ! == != < <= > >= = -
  kBad,      // reported already
};

struct RuleToken {
  RuleTokenKind kind = RuleTokenKind::kEnd;
  std::string text;
  uint64_t number = 0;
  bool ignore_case = false;  // of a pattern
  Span span;

  bool is(std::string_view symbol) const {
    return kind == RuleTokenKind::kSymbol && text == symbol;
  }
  bool is_word(std::string_view word) const { return kind == RuleTokenKind::kWord && text == word; }
};

class RuleTokens {
 public:
  // `text` lies at offset `base` of the source map.
  RuleTokens(std::string_view text, uint32_t base, DiagnosticSink& sink)
      : text_(text), base_(base), sink_(sink) {
    next_ = read();
  }

  const RuleToken& peek() const { return next_; }
  RuleToken take();
  // A pattern follows: only then is a slash the begin of one.
  RuleToken take_pattern();
  // An address in brackets follows: only then is a bracket the begin of one.
  RuleToken take_bracketed();
  // Passes over the rest of a rule, which may be anything, to the line that begins the next one.
  void skip_rule();

 private:
  void skip_blanks();
  RuleToken read();
  RuleToken read_word();
  RuleToken read_number();
  RuleToken read_string();
  RuleToken symbol(size_t length);
  Span span(size_t from, size_t to) const { return {base_ + uint32_t(from), uint32_t(to - from)}; }

  std::string_view text_;
  uint32_t base_;
  DiagnosticSink& sink_;
  size_t at_ = 0;
  RuleToken next_;
};

}  // namespace avocet
