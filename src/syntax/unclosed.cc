// Brackets that were opened and not closed, or the reverse. Which of several braces lacks its
// partner is told by how far to the right lines begin: people close what they opened in the same
// column.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/syntax_error.h"

namespace avocet {
namespace {

// Of the first character of the line that a token stands in.
size_t indent(std::string_view text, const Token& token) {
  size_t line = token.begin == 0 ? 0 : text.rfind('\n', token.begin - 1) + 1;
  size_t first = text.find_first_not_of(" \t", line);
  return (first == text.npos ? text.size() : first) - line;
}

// The innermost brace when a `}` came that stands where an outer one began. Null: all is in order.
std::optional<size_t> passed_brace(std::string_view text, const std::vector<Token>& taken) {
  std::vector<size_t> open;
  for (size_t i = 0; i < taken.size(); ++i) {
    if (taken[i].type == TokenType::kBraceOpen) open.push_back(i);
    if (taken[i].type != TokenType::kBraceClose || open.empty()) continue;
    size_t top = open.back();
    open.pop_back();
    size_t column = indent(text, taken[i]);
    if (!taken[i].starts_line || indent(text, taken[top]) == column) continue;
    for (size_t outer : open)
      if (indent(text, taken[outer]) == column) return top;
  }
  return std::nullopt;
}

// The first token behind a brace that does not stand within it.
const Token* first_outside(std::string_view text, const std::vector<Token>& taken, size_t brace) {
  size_t begin = indent(text, taken[brace]);
  size_t least = taken[brace].starts_line ? begin : begin + 1;
  for (size_t i = brace + 1; i < taken.size(); ++i)
    if (taken[i].starts_line && indent(text, taken[i]) < least) return &taken[i];
  return nullptr;
}

Diagnostic make(const Source& source, const Token& at, std::string message) {
  Diagnostic diagnostic;
  diagnostic.span = {source.base + at.begin, at.length};
  diagnostic.message = std::move(message);
  diagnostic.code = "syntax";
  return diagnostic;
}

bool opens_brace(const std::vector<Token>& taken, size_t i) {
  return i < taken.size() && taken[i].type == TokenType::kBraceOpen;
}

}  // namespace

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

std::optional<Diagnostic> describe_unclosed_brace(const Source& source,
                                                  const std::vector<Token>& taken) {
  std::vector<size_t> open = open_brackets(taken);
  if (open.empty() || !opens_brace(taken, open.back())) return std::nullopt;
  std::string_view text = source.text;
  size_t brace = passed_brace(text, taken).value_or(open.back());
  // In `{ {` one was put there by mistake, whichever was closed.
  bool is_second = brace > 0 && opens_brace(taken, brace - 1);
  if (is_second || opens_brace(taken, brace + 1)) {
    Diagnostic doubled = make(source, taken[is_second ? brace : brace + 1],
                              "this `{` stands behind another, and one of the two is never closed");
    doubled.hint = "leave one of them out";
    return doubled;
  }
  const Token* outside = brace == open.back() ? nullptr : first_outside(text, taken, brace);
  if (!outside) return std::nullopt;
  Diagnostic diagnostic = make(source, *outside, "a `}` is missing before this");
  diagnostic.hint = "it stands further to the left than what is within the braces";
  diagnostic.notes.push_back({{source.base + taken[brace].begin, 1}, "this `{` is open"});
  return diagnostic;
}

Diagnostic describe_unclosed(const Ast& ast, const std::vector<Token>& taken, const Token& found) {
  const Source& source = ast.source();
  if (auto brace = describe_unclosed_brace(source, taken)) return *brace;
  const Token& opening = taken[open_brackets(taken).back()];
  std::string bracket = source.text.substr(opening.begin, opening.length);
  Diagnostic diagnostic =
      make(source, found,
           "`" + source.text.substr(found.begin, found.length) + "` begins a declaration, but a `" +
               bracket + "` above is not closed");
  diagnostic.notes.push_back(
      {{source.base + opening.begin, opening.length}, "this `" + bracket + "` is open"});
  return diagnostic;
}

}  // namespace avocet
