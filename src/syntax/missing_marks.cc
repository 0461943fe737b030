#include "syntax/missing_marks.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "syntax/sentence.h"
#include "syntax/syntax_error.h"

namespace avocet {
namespace {

Diagnostic make(const Source& source, uint32_t begin, uint32_t length, std::string message,
                std::string hint) {
  Diagnostic diagnostic;
  diagnostic.span = {source.base + begin, length};
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  diagnostic.code = "syntax";
  return diagnostic;
}

std::string quoted(const Source& source, const Token& token) {
  return "`" + source.text.substr(token.begin, token.length) + "`";
}

// "he said "hi" to me": the name of something touches the string before it.
bool ends_string(const std::vector<Token>& taken, const Token& found) {
  bool touches = !taken.empty() && taken.back().type == TokenType::kStringLiteral &&
                 taken.back().end() == found.begin;
  return touches && (found.type == TokenType::kName || found.type == TokenType::kCountLiteral);
}

// The string on the line of `found`, behind it, that does not end there.
std::optional<Token> unfinished_string(const Source& source, const Token& found) {
  std::string_view all = source.text;
  size_t end = std::min(all.find('\n', found.begin), all.size());
  for (uint32_t at = found.begin; at < end;) {
    Token token = scan_token(all.substr(0, end), at, LexerMode::kDefault);
    if (token.type == TokenType::kEnd || token.length == 0) break;
    if (token.type == TokenType::kUnterminatedString) return token;
    at = token.end();
  }
  return std::nullopt;
}

bool opens(TokenType type) {
  return type == TokenType::kParenOpen || type == TokenType::kBracketOpen ||
         type == TokenType::kBraceOpen;
}
bool closes(TokenType type) {
  return type == TokenType::kParenClose || type == TokenType::kBracketClose ||
         type == TokenType::kBraceClose;
}

// { [1 = "one", [2] = "two" } was read as an assignment within brackets. Returns the last token of
// the key.
const Token* unclosed_key(const std::vector<Token>& taken, size_t open) {
  bool is_element = open > 0 && (taken[open - 1].type == TokenType::kBraceOpen ||
                                 taken[open - 1].type == TokenType::kComma);
  if (taken[open].type != TokenType::kBracketOpen || !is_element) return nullptr;
  size_t depth = 0;
  for (size_t i = open + 1; i < taken.size(); ++i) {
    TokenType type = taken[i].type;
    if (opens(type)) ++depth;
    if (closes(type) && depth > 0) --depth;
    bool is_other = type == TokenType::kDollar || (depth == 0 && type == TokenType::kComma);
    if (is_other) return nullptr;
    if (depth == 0 && type == TokenType::kAssign && i > open + 1) return &taken[i - 1];
  }
  return nullptr;
}

// Where the arguments of the list that opens at `open` begin, up to its end.
std::vector<size_t> argument_begins(const std::vector<Token>& taken, size_t open) {
  std::vector<size_t> begins{open + 1};
  size_t depth = 0;
  for (size_t i = open + 1; i < taken.size(); ++i) {
    TokenType type = taken[i].type;
    if (opens(type)) ++depth;
    if (closes(type) && depth-- == 0) break;
    if (type == TokenType::kComma && depth == 0 && i + 1 < taken.size()) begins.push_back(i + 1);
  }
  return begins;
}

// [key] = value
bool begins_element(const std::vector<Token>& taken, size_t at) {
  if (taken[at].type != TokenType::kBracketOpen) return false;
  size_t depth = 0;
  for (size_t i = at; i + 1 < taken.size(); ++i) {
    if (opens(taken[i].type)) ++depth;
    if (closes(taken[i].type) && --depth == 0) return taken[i + 1].type == TokenType::kAssign;
  }
  return false;
}

// A list with calls in it, which are looked at in their order.
class OuterList {
 public:
  OuterList(std::string_view text, const std::vector<Token>& taken, size_t open)
      : text_(text), taken_(taken), begins_(argument_begins(taken, open)) {}

  bool is_of_fields() const { return is_field(begins_.front()); }
  bool is_field(size_t at) const { return taken_[at].type == TokenType::kDollar; }

  // The argument of the call that opens at `call` which belongs to this list.
  std::optional<size_t> own_argument(size_t call) {
    note_columns_before(call);
    bool is_aligned = call + 1 < taken_.size() && !taken_[call + 1].starts_line;
    std::vector<size_t> begins = argument_begins(taken_, call);
    for (size_t n = 1; n < begins.size(); ++n) {
      const Token& first = taken_[begins[n]];
      if (is_field(begins[n]) && !is_field(call + 1)) return begins[n];
      if (begins_element(taken_, begins[n])) return begins[n];
      if (!is_aligned || !first.starts_line || is_field(begins[n]) != is_of_fields()) continue;
      size_t column = column_of(text_, first);
      bool is_left = column < column_of(text_, taken_[call + 1]);
      if (is_left && columns_.contains(column)) return begins[n];
    }
    return std::nullopt;
  }

 private:
  void note_columns_before(size_t call) {
    for (; noted_ < begins_.size() && begins_[noted_] < call; ++noted_)
      if (noted_ == 0 || taken_[begins_[noted_]].starts_line)
        columns_.insert(column_of(text_, taken_[begins_[noted_]]));
  }

  std::string_view text_;
  const std::vector<Token>& taken_;
  std::vector<size_t> begins_;
  size_t noted_ = 0;          // of these
  std::set<size_t> columns_;  // of the lines that they begin
};

}  // namespace

std::optional<Diagnostic> describe_open_call(const Source& source,
                                             const std::vector<Token>& taken) {
  std::vector<size_t> open = open_brackets(taken);
  if (open.empty()) return std::nullopt;
  // Of the list that is open last, and of the calls in it.
  std::optional<OuterList> around, list;
  if (open.size() > 1) around.emplace(source.text, taken, open[open.size() - 2]);
  for (size_t call = open.back(); call < taken.size(); ++call) {
    bool is_call =
        taken[call].type == TokenType::kParenOpen && call > 0 &&
        (taken[call - 1].type == TokenType::kName || taken[call - 1].type == TokenType::kSet ||
         taken[call - 1].type == TokenType::kVector);
    if (!is_call) continue;
    bool is_inner = call > open.back();
    if (is_inner && !list) list.emplace(source.text, taken, open.back());
    std::optional<OuterList>& outer = is_inner ? list : around;
    std::optional<size_t> foreign = outer ? outer->own_argument(call) : std::nullopt;
    if (!foreign || *foreign < 2) continue;
    const Token& last = taken[*foreign - 2];
    Diagnostic diagnostic =
        make(source, last.end(), 0, "a `)` is missing behind " + quoted(source, last), "");
    diagnostic.notes.push_back(
        {{source.base + taken[call].begin, taken[call].length}, "this `(` is open here"});
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic>
describe_missing_quote(const Source& source, const std::vector<Token>& taken, const Token& found) {
  if (ends_string(taken, found))
    return make(source, found.begin, found.length,
                "the string ends before " + quoted(source, found),
                "a `\"` within a string is written `\\\"`");
  std::string_view all = source.text;
  size_t line = found.begin == 0 ? 0 : all.rfind('\n', found.begin - 1) + 1;
  bool on_one_line = !taken.empty() && taken.back().begin >= line;
  if (!on_one_line || found.type == TokenType::kEnd) return std::nullopt;
  if (std::optional<Token> string = unfinished_string(source, found))
    return make(source, string->begin, 1, "a `\"` is missing on this line",
                "a string begins and ends with one");
  return std::nullopt;
}

std::optional<Diagnostic> describe_open_index(const Source& source,
                                              const std::vector<Token>& taken) {
  size_t open = open_brackets(taken).back();
  if (taken[open].type != TokenType::kBracketOpen) return std::nullopt;
  size_t depth = 0;
  for (size_t i = open + 1; i < taken.size(); ++i) {
    TokenType type = taken[i].type;
    if (opens(type)) ++depth;
    if (closes(type) && depth > 0) --depth;
    if (type == TokenType::kDollar || type == TokenType::kComma) return std::nullopt;
    if (depth > 0 || type != TokenType::kAssign || i == open + 1) continue;
    Diagnostic diagnostic = make(source, taken[i - 1].end(), 0,
                                 "a `]` is missing behind " + quoted(source, taken[i - 1]), "");
    diagnostic.notes.push_back(
        {{source.base + taken[open].begin, taken[open].length}, "this `[` is open here"});
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic>
describe_open_branch(const Source& source, const std::vector<Token>& taken, const Token& found) {
  std::vector<size_t> open = open_brackets(taken);
  bool is_body = !open.empty() && open.back() > 0 &&
                 taken[open.back()].type == TokenType::kBraceOpen &&
                 taken[open.back() - 1].type == TokenType::kParenClose;
  if (!is_body) return std::nullopt;
  size_t depth = 0;
  size_t at = open.back() - 1;
  for (; at > 0; --at) {
    if (closes(taken[at].type)) ++depth;
    if (opens(taken[at].type) && --depth == 0) break;
  }
  if (at == 0 || taken[at - 1].type != TokenType::kIf) return std::nullopt;
  Diagnostic diagnostic =
      make(source, found.begin, found.length, "a `}` is missing before this `else`", "");
  diagnostic.notes.push_back(
      {{source.base + taken[open.back()].begin, 1}, "this `{` is open here"});
  return diagnostic;
}

std::optional<Diagnostic> describe_cut_off_if(const Source& source, const std::vector<Token>& taken,
                                              const Token& found) {
  size_t depth = 0, at = taken.size();
  while (at > 0) {
    TokenType type = taken[--at].type;
    depth += type == TokenType::kBraceClose;
    if (type == TokenType::kBraceOpen && --depth == 0) break;
    if (depth == 0) return std::nullopt;
  }
  bool is_cut = at >= 2 && taken[at - 1].type == TokenType::kSemicolon &&
                taken[at - 2].type == TokenType::kParenClose;
  if (!is_cut) return std::nullopt;
  const Token& end = taken[at - 1];
  Diagnostic diagnostic = make(source, end.begin, end.length,
                               "this `;` stands between an `if` and its block", "take it out");
  diagnostic.notes.push_back(
      {{source.base + found.begin, found.length}, "so this `else` belongs to no `if`"});
  return diagnostic;
}

std::optional<Diagnostic> describe_earlier_bracket(const Source& source,
                                                   const std::vector<Token>& taken,
                                                   const Token& found) {
  size_t open = open_brackets(taken).back();
  if (const Token* key = unclosed_key(taken, open)) {
    Diagnostic diagnostic =
        make(source, key->end(), 0, "a `]` is missing behind " + quoted(source, *key), "");
    diagnostic.notes.push_back(
        {{source.base + taken[open].begin, taken[open].length}, "this `[` is open here"});
    return diagnostic;
  }
  // NOTICE($note=..., $conn=c]);
  bool has_fields = found.type == TokenType::kBracketClose && open + 1 < taken.size() &&
                    taken[open].type == TokenType::kParenOpen &&
                    taken[open + 1].type == TokenType::kDollar;
  if (!has_fields) return std::nullopt;
  return make(source, taken[open].end(), 0, "a `[` is missing behind `(`",
              "a record in a call is written `f([$field=value])`");
}

}  // namespace avocet
