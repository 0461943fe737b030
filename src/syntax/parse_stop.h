// ParseStop: where a parse stopped, for those who find out what was meant there.
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

class ParseStop {
 public:
  // After `taken`, at `found`. Borrows all.
  ParseStop(const Source& source, const std::vector<Token>& taken, const Token& found)
      : source_(source), taken_(taken), found_(found) {}

 protected:
  std::string_view text(const Token& token) const {
    return std::string_view(source_.text).substr(token.begin, token.length);
  }
  // The token before `found`, or the one `n` places before that; null: there is none.
  const Token* previous(size_t n = 0) const {
    return n < taken_.size() ? &taken_[taken_.size() - 1 - n] : nullptr;
  }
  bool previous_is(TokenType type, size_t n = 0) const {
    return previous(n) && previous(n)->type == type;
  }
  // No blank stands between them.
  bool touches() const { return previous() && previous()->end() == found_.begin; }

  const Source& source_;
  const std::vector<Token>& taken_;
  const Token& found_;
};

}  // namespace avocet
