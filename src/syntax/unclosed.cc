// Brackets that were opened and not closed.
#include <string>
#include <string_view>
#include <vector>

#include "syntax/syntax_error.h"

namespace avocet {

std::vector<size_t> open_brackets(const std::vector<Token>& taken) {
  std::vector<size_t> open;
  for (size_t i = 0; i < taken.size(); ++i) {
    switch (taken[i].type) {
    case TokenType::kParenOpen:
    case TokenType::kBracketOpen:
    case TokenType::kBraceOpen:
    case TokenType::kSizeOpen: open.push_back(i); break;
    case TokenType::kParenClose:
    case TokenType::kBracketClose:
    case TokenType::kBraceClose:
    case TokenType::kSizeClose:
      if (!open.empty()) open.pop_back();
      break;
    default: break;
    }
  }
  return open;
}

// In `{ {` the second was put there by mistake, whichever was closed.
size_t blamed_bracket(const std::vector<Token>& taken, size_t open) {
  while (open + 1 < taken.size() && taken[open].type == TokenType::kBraceOpen &&
         taken[open + 1].type == TokenType::kBraceOpen)
    ++open;
  return open;
}

Diagnostic describe_unclosed(const Ast& ast, const std::vector<Token>& taken, const Token& found) {
  const Source& source = ast.source();
  std::vector<size_t> open = open_brackets(taken);
  size_t blamed = blamed_bracket(taken, open.back());
  const Token& opening = taken[blamed];
  std::string_view text = source.text;
  if (blamed != open.back()) {
    Diagnostic doubled;
    doubled.span = {source.base + opening.begin, opening.length};
    doubled.message = "this `{` stands behind another, and one of the two is never closed";
    doubled.hint = "leave one of them out";
    doubled.code = "syntax";
    return doubled;
  }
  std::string word(text.substr(found.begin, found.length));
  std::string bracket(text.substr(opening.begin, opening.length));
  Diagnostic diagnostic;
  diagnostic.span = {source.base + found.begin, found.length};
  diagnostic.message =
      "`" + word + "` begins a declaration, but a `" + bracket + "` above is not closed";
  diagnostic.code = "syntax";
  diagnostic.notes.push_back(
      {{source.base + opening.begin, opening.length}, "this `" + bracket + "` is open"});
  return diagnostic;
}

}  // namespace avocet
