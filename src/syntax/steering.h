// TokenSteering: the token sequence of a text, with the decisions that need the token before.
//
//   - A slash begins a pattern unless an operand has just ended; then it divides.
//   - A bar opens a size expression unless an operand has just ended; then it closes the innermost
//     open bracket if that is a size expression and no other operand follows on the line, and is an
//     operator otherwise. Two bars in a row may be two of these.
//   - `local` within parentheses names a value (kLocalBinding).
//   - `[::1]` is an address unless an operand or a word such as `set` has just ended; then the
//     bracket is a bracket.
//   - `?as` is an operator only before a word boundary.
//   - The text behind `@load` and its kin is one token up to the end of the line, or to another
//     directive on it.
//
// Comments are tokens here, white space is not: this is also what a formatter reads.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/token.h"

namespace avocet {

class TokenSteering {
 public:
  // `text` outlives the object. A byte order mark at its start is skipped.
  explicit TokenSteering(std::string_view text);

  // The next token; kEnd again and again at the end.
  Token next();

  // What steering depends on besides the position. Saved and restored around text that does not
  // belong to the sequence, such as a branch that is not taken.
  struct Context {
    TokenType previous = TokenType::kEnd;
    std::vector<TokenType> brackets;  // open ones, innermost last
  };
  const Context& context() const { return context_; }
  void set_context(Context context) { context_ = std::move(context); }

  uint32_t position() const { return at_; }
  // The rest of the line, which is passed over.
  std::string_view take_line();
  // Goes on at another place with a fresh context.
  void restart_at(uint32_t position);

 private:
  Token scan();
  Token comment() const;
  Token rest_of_line();
  bool starts_line(uint32_t at) const;
  void adjust(Token& token) const;
  void adjust_bar(Token& token) const;
  void adjust_double_bar(Token& token) const;
  bool operand_follows(uint32_t at) const;
  void track(TokenType type);
  bool operand_ended() const;
  bool address_may_begin() const;

  std::string_view text_;
  uint32_t at_ = 0;
  Context context_;
};

}  // namespace avocet
