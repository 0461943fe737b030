// A `}` too many, or a body whose head is missing: what nobody can read item by item.
#include <utility>

#include "syntax/item_parser.h"
#include "syntax/steering.h"

namespace avocet {
namespace {

// How far a `}` is looked for.
constexpr size_t kMostTokens = 4000;

}  // namespace

// The first `}` behind a token that nothing between the two opens, unless a line begins outside
// before it: no further to the right than `indent`.
std::optional<Token> ItemParser::unmatched_brace(const Token& from, uint32_t indent) const {
  TokenSteering scan(ast_.source().text);
  scan.restart_at(from.begin);
  size_t depth = 0;
  Token token = scan.next();
  for (size_t n = 0; token.type != TokenType::kEnd && n < kMostTokens; token = scan.next(), ++n) {
    bool outside = token.starts_line && column(token) <= indent;
    if (is_conditional_directive(token.type) || is_line_directive(token.type)) return std::nullopt;
    if (token.type == TokenType::kBraceOpen) ++depth;
    if (token.type == TokenType::kBraceClose && depth-- == 0) return token;
    if (outside && depth == 0) return std::nullopt;
  }
  return std::nullopt;
}

// A statement that stands right behind a body and further to the right than the body's beginning
// belongs to it in the eyes of its writer: if an unmatched `}` follows, that is it.
std::optional<Token> ItemParser::stray_brace(const Token& first) {
  uint32_t body_begin = std::exchange(body_begin_, first.begin);
  if (!std::exchange(body_ended_, false) || in_export() || first.type == TokenType::kEnd)
    return std::nullopt;
  uint32_t indent = column({TokenType::kEnd, false, body_begin, 0});
  // Either the statement stands further to the right, or the `}` before it on the same line.
  Token inner = first.starts_line ? first : Token{TokenType::kBraceClose, true, item_end_ - 1, 1};
  bool is_inner = column(inner) > indent && begins_line(inner.begin);
  if (!is_inner || rule_of_next() != Rule::kStatementItem) return std::nullopt;
  return unmatched_brace(first, indent);
}

// Whether what follows belongs to the body above: then it is passed over, up to its `}`.
bool ItemParser::passes_stray_brace(const Token& first) {
  std::optional<Token> brace = stray_brace(first);
  if (!brace) return false;
  if (first.starts_line)
    report(*brace, "`}` closes nothing", "a body above ends earlier than it looks");
  else
    report({TokenType::kBraceClose, true, item_end_ - 1, 1},
           "this `}` ends the body, but more of it follows");
  tokens_.restart_at(brace->end());
  return true;
}

// Statements that stand to the right, up to a `}` that nothing opened: the line that began their
// body is missing. What it would have declared is unknown.
std::optional<NodeRef> ItemParser::headless_body(const Token& first) {
  bool may_be = first.starts_line && !in_export() && !expects_brace_ && column(first) > 0 &&
                first.type != TokenType::kBraceOpen && rule_of_next() == Rule::kStatementItem;
  std::optional<Token> brace = may_be ? unmatched_brace(first, 0) : std::nullopt;
  if (!brace) return std::nullopt;
  Diagnostic diagnostic;
  diagnostic.span = {ast_.source().base + first.begin, first.length};
  diagnostic.message = "nothing heads this body";
  diagnostic.hint = "is a line such as `event name(...) {` missing above it?";
  diagnostic.code = "headless-body";
  diagnostic.notes.push_back({{ast_.source().base + brace->begin, 1}, "it ends here"});
  sink_.report(std::move(diagnostic));
  tokens_.restart_at(brace->end());
  AstBuilder& out = builder_.out();
  uint32_t node = out.leaf(NodeKind::kBroken, first, kBrokenBody, 0);
  out.extent(node) = {first.begin, brace->end()};
  out.publish();
  return out.ref(node);
}

}  // namespace avocet
