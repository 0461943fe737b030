// A `}` too many, or a body whose head is missing: what nobody can read item by item.
#include <algorithm>
#include <utility>

#include "syntax/item_parser.h"
#include "syntax/steering.h"
#include "syntax/syntax_error.h"

namespace avocet {
namespace {

// How far a `}` is looked for.
constexpr size_t kMostTokens = 4000;
// How many headers may be the one that lacks its brace.
constexpr size_t kMostHeaders = 100;

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

// The header of an `if`, a loop and the like without braces: where it ends, and where it and the
// statement behind it stand.
struct ItemParser::Header {
  Token end;
  uint32_t column;
  uint32_t body_column;
  size_t depth;  // braces around it
};

// The header that the brace of `close` was to follow: one that stands, or whose statement stands,
// in the column of the brace. Where braces stand `with_bodies`, the latter is looked for first.
std::optional<Token> ItemParser::header_of(const std::vector<Header>& headers, size_t depth,
                                           const Token& close, bool with_bodies) const {
  for (bool by_body : {with_bodies, !with_bodies})
    for (size_t i = headers.size(); i-- > 0 && headers[i].depth >= depth;)
      if ((by_body ? headers[i].body_column : headers[i].column) == column(close))
        return headers[i].end;
  return std::nullopt;
}

// Reports that a header in the body that begins there lacks its `{`, if columns of lines say so.
// `brace`: a `}` too many.
bool ItemParser::lacks_opening(uint32_t body_begin, const Token& brace) {
  TokenSteering scan(ast_.source().text);
  scan.restart_at(body_begin);
  std::vector<Header> headers;
  std::vector<uint32_t> open;  // the columns where the lines of open braces begin
  uint32_t line_column = 0;
  std::optional<Header> header;  // whose end is looked for, or whose statement follows
  size_t parens = 0;
  bool is_complete = false;
  // Whether the first brace that begins a line stands further to the right than its header.
  std::optional<bool> with_bodies;
  for (Token token = scan.next(); token.begin <= brace.begin; token = scan.next()) {
    if (token.type == TokenType::kEnd) return false;
    if (token.type == TokenType::kBraceOpen && token.starts_line && !with_bodies)
      with_bodies = column(token) > column({TokenType::kEnd, false, body_begin, 0});
    if (token.starts_line) line_column = column(token);
    if (header && is_complete) {
      bool is_alone = token.type != TokenType::kBraceOpen && token.starts_line;
      if (is_alone && headers.size() < kMostHeaders) {
        header->body_column = column(token);
        headers.push_back(*header);
      }
      header.reset();
    }
    bool begins = token.type == TokenType::kIf || token.type == TokenType::kFor ||
                  token.type == TokenType::kWhile || token.type == TokenType::kWhen ||
                  token.type == TokenType::kElse;
    if (begins) {
      header = Header{token, line_column, 0, open.size()};
      parens = 0;
      is_complete = token.type == TokenType::kElse;
    } else if (header && opens_list(token.type)) {
      ++parens;
    } else if (header && closes_list(token.type)) {
      is_complete = --parens == 0 && token.type == TokenType::kParenClose;
      header->end = token;
    } else if (header && parens == 0) {
      header.reset();
    }
    if (token.type == TokenType::kBraceOpen) open.push_back(line_column);
    if (token.type != TokenType::kBraceClose) continue;
    bool is_in_order = !open.empty() && open.back() == line_column;
    if (token.starts_line && !is_in_order) {
      if (std::optional<Token> end =
              header_of(headers, open.size(), token, with_bodies.value_or(false))) {
        report({TokenType::kEnd, false, end->end(), 0},
               "a `{` is missing behind `" + ast_.source().text.substr(end->begin, end->length) +
                   "`",
               "the `}` in line " + std::to_string(line_of(token)) + " closes it");
        return true;
      }
    }
    // One that ends the body out of order is one too many itself.
    bool is_stray = open.size() == 1 && token.starts_line && !is_in_order;
    if (open.empty() || is_stray) return false;
    while (!headers.empty() && headers.back().depth >= open.size()) headers.pop_back();
    open.pop_back();
  }
  return false;
}

// Whether the body that was just read ends before its own `}`, as it lacks a `{` or has a `}` too
// many: what is in it cannot be told apart from what follows, which is passed over. A statement
// right behind a body and further to the right than the body's beginning belongs to it in the eyes
// of its writer, if an unmatched `}` follows.
bool ItemParser::ends_too_early() {
  if (in_export() || expects_brace_) return false;
  Token last = tokens_.taken().back();
  TokenSteering scan(ast_.source().text);
  scan.restart_at(last.end());
  Token next = scan.next();
  bool is_closed = next.type == TokenType::kBraceClose;
  std::optional<Token> brace = is_closed ? next : brace_of_rest(last, next);
  if (!brace) return false;
  if (!lacks_opening(item_begin_, *brace)) {
    if (is_closed) return false;
    uint32_t indent = column({TokenType::kEnd, false, item_begin_, 0});
    // A body's own `}` stands in the column of its head.
    if (next.starts_line && (column(last) == indent || !begins_line(last.begin)))
      report(*brace, "`}` closes nothing", "a body above ends earlier than it looks");
    else
      report(last, "this `}` ends the body, but more of it follows");
    lacks_head_ = true;  // perhaps of another body
    // Of two halves the braces around are one too many, too.
    expects_brace_ = is_followed_by_brace(*brace);
  }
  tokens_.restart_at(brace->end());
  return true;
}

bool ItemParser::is_followed_by_brace(const Token& brace) const {
  TokenSteering scan(ast_.source().text);
  scan.restart_at(brace.end());
  return scan.next().type == TokenType::kBraceClose;
}

// The unmatched `}` behind statements that follow the `}` of a body, `last`, if they look as if
// they belonged to the body.
std::optional<Token> ItemParser::brace_of_rest(const Token& last, const Token& next) {
  bool ends = next.type == TokenType::kEnd || is_conditional_directive(next.type) ||
              is_line_directive(next.type);
  // Either the statement stands further to the right, or the `}` before it on the same line.
  // Columns are counted last: a line may be as long as the file.
  const Token& inner = next.starts_line ? next : last;
  if (ends || !begins_line(inner.begin)) return std::nullopt;
  uint32_t indent = column({TokenType::kEnd, false, item_begin_, 0});
  if (column(inner) <= indent || rule_of_next() != Rule::kStatementItem) return std::nullopt;
  return unmatched_brace(next, indent);
}

// Whether this `}` stands among what is exported, and another one ends the export: reports it.
bool ItemParser::ends_within_export(const Token& brace) {
  if (!in_export() || expects_brace_ || !brace.starts_line || !begins_line(export_->begin))
    return false;
  uint32_t indent = column(*export_);
  // Looked at without taking tokens: a directive behind the brace stands between items.
  Token behind = brace;
  behind.begin = brace.end();
  if (column(brace) <= indent || !unmatched_brace(behind, indent)) return false;
  report(brace, "`}` closes nothing");
  return true;
}

// If an export is not closed, its `}` is missing before the first item that stands further to the
// left than what it holds.
void ItemParser::note_export_end(const Token& first) {
  if (!in_export() || export_end_ || !first.starts_line || !begins_line(export_->begin)) return;
  if (column(first) > column(*export_))
    export_indents_ = true;
  else if (export_indents_)
    export_end_ = first;
}

void ItemParser::report_open_export() {
  if (!export_end_ || export_end_->begin < export_->end())
    return report(*export_, "this `export` is never closed", "add a `}` behind its declarations");
  Diagnostic diagnostic;
  diagnostic.span = {ast_.source().base + export_end_->begin, export_end_->length};
  diagnostic.message = "a `}` is missing before this";
  diagnostic.hint = "it stands further to the left than what is exported";
  diagnostic.code = "syntax";
  diagnostic.notes.push_back(
      {{ast_.source().base + export_->begin, export_->length}, "this `export` is never closed"});
  report(std::move(diagnostic));
}

// Fences of Markdown between items: one mistake, however many there are. The first is left to be
// reported as what cannot be read.
bool ItemParser::passes_page_mark(const Token& first) {
  if (!first.starts_line && first.begin != 0) return false;
  std::string_view rest = std::string_view(ast_.source().text).substr(first.begin);
  if (!rest.starts_with("```") || !std::exchange(fence_told_, true)) return false;
  tokens_.skip_line();
  return true;
}

size_t ItemParser::line_of(const Token& token) const {
  std::string_view text = ast_.source().text;
  return 1 + size_t(std::count(text.begin(), text.begin() + token.begin, '\n'));
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
  report(std::move(diagnostic));
  tokens_.restart_at(brace->end());
  AstBuilder& out = builder_.out();
  uint32_t node = out.leaf(NodeKind::kBroken, first, kBrokenBody, 0);
  out.extent(node) = {first.begin, brace->end()};
  out.publish();
  return out.ref(node);
}

// `{ name: type; ... }`: the line that names the record is missing. Reports it.
bool ItemParser::lacks_record_head() {
  const std::vector<Token>& taken = tokens_.taken();
  auto at = [&](size_t i) {
    return i < taken.size()    ? taken[i]
           : i == taken.size() ? tokens_.peek()
                               : tokens_.ahead(i - taken.size());
  };
  if (taken.size() > 2 || at(0).type != TokenType::kBraceOpen || at(1).type != TokenType::kName)
    return false;
  bool has_labels = at(2).type == TokenType::kComma;
  if (at(2).type != TokenType::kColon && !has_labels) return false;
  report(at(0), has_labels ? "nothing heads this list" : "nothing heads this block of fields",
         std::string("is a line such as `type Name: ") + (has_labels ? "enum" : "record") +
             "` missing above it?");
  return true;
}

}  // namespace avocet
