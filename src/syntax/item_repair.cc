// Mistakes behind which an item can be read as it was meant: comments as C has them, and names that
// are none. The mistake is told once, and the item is read once more without it.
#include <cctype>
#include <string>
#include <string_view>

#include "syntax/copied_text.h"
#include "syntax/item_parser.h"
#include "syntax/sentence.h"
#include "syntax/syntax_error.h"
#include "syntax/wrong_file.h"

namespace avocet {
namespace {

// Reading an item again and again has to end.
constexpr uint32_t kMostRepairs = 200;

bool declares_name(TokenType type) {
  return type == TokenType::kModule || type == TokenType::kExport || type == TokenType::kGlobal ||
         type == TokenType::kConst || type == TokenType::kOption || type == TokenType::kType ||
         type == TokenType::kRedef || type == TokenType::kFunction;
}

}  // namespace

bool ItemParser::begins_item(TokenType type) {
  return type == TokenType::kModule || type == TokenType::kExport ||
         type == TokenType::kBraceClose || type == TokenType::kSemicolon ||
         is_line_directive(type) || is_conditional_directive(type);
}

// Whether the item can be read again. What has directives within cannot: they would be obeyed
// twice.
bool ItemParser::repairs(Rule rule) {
  if (tokens_.directives_end() != 0 || repairs_ >= kMostRepairs) return false;
  uint32_t begin = tokens_.taken().empty() ? tokens_.peek().begin : tokens_.taken().front().begin;
  if (!skips_foreign_comment() && !skips_conflict_marks() && !reads_foreign_letters() &&
      !reads_as_name() && !joins_head_to_body(rule) && !passes_told_brace(rule))
    return false;
  ++repairs_;
  tokens_.restart_at(begin);
  tokens_.begin_item();
  return true;
}

// `//` reads as an empty pattern, or as a division by a pattern, and `/* ... */` as a pattern.
bool ItemParser::skips_foreign_comment() {
  if (tokens_.skips_foreign_comments()) return false;
  std::string_view text = ast_.source().text;
  std::vector<Token> places{tokens_.peek()};
  if (!tokens_.taken().empty()) places.push_back(tokens_.taken().back());
  for (const Token& at : places) {
    std::string_view mark = text.substr(at.begin, 2);
    if (mark != "//" && mark != "/*") continue;
    report({TokenType::kComment, false, at.begin, 2},
           "`" + std::string(mark) + "` begins no comment in this language",
           "comments begin with `#` and end with the line");
    tokens_.skip_foreign_comments();
    foreign_comment_ = at.begin;
    return true;
  }
  return false;
}

// Marks of a merge that was not finished, however many: the first version of each is read.
bool ItemParser::skips_conflict_marks() {
  const Token& found = tokens_.peek();
  bool is_mark = !tokens_.skips_conflict_marks() && found.type != TokenType::kEnd &&
                 is_conflict_mark(ast_.source().text, found.begin);
  if (!is_mark) return false;
  sink_.report(describe_syntax_error(ast_, Rule::kStatementItem, {}, found));
  tokens_.skip_conflict_marks();
  return true;
}

// Letters that are none of ASCII: names with them are read as they are from now on.
bool ItemParser::reads_foreign_letters() {
  if (tokens_.joins_letters()) return false;
  std::optional<Diagnostic> letter = describe_foreign_letter(ast_.source(), tokens_.peek());
  if (!letter) return false;
  sink_.report(std::move(*letter));
  tokens_.join_letters();
  return true;
}

// Stands for all the rest of a file that is no script.
std::optional<NodeRef> ItemParser::wrong_file(const Token& first) {
  if (!first.starts_line && first.begin != 0) return std::nullopt;
  std::optional<Diagnostic> wrong = describe_wrong_file(ast_.source(), first);
  if (!wrong) return std::nullopt;
  sink_.report(std::move(*wrong));
  failed_ = true;
  tokens_.restart_at(static_cast<uint32_t>(ast_.source().text.size()));
  AstBuilder& out = builder_.out();
  uint32_t node = out.leaf(NodeKind::kBroken, first, 0, 0);
  out.publish();
  return out.ref(node);
}

// A `;` alone is a statement, and statements at top level end the declarations of a script.
void ItemParser::note_empty_statement(const Token& semicolon) {
  bool is_left_over = sink_.has_errors() || expects_brace_;
  if (!is_left_over && !empty_statement_) empty_statement_ = semicolon;
}

void ItemParser::tell_empty_statement(const Token& first) {
  if (!empty_statement_ || first.type == TokenType::kSemicolon) return;
  bool is_handler_word = first.type == TokenType::kEvent || first.type == TokenType::kHook;
  bool declares = in_export() || declares_name(first.type) || (is_handler_word && is_handler());
  if (!declares) return;
  report(*empty_statement_, "this `;` is one too many",
         "no declaration can follow it: take it out");
  empty_statement_.reset();
}

// event e(c: connection); { ... }
bool ItemParser::joins_head_to_body(Rule rule) {
  Token end = tokens_.peek();
  bool is_cut = end.type == TokenType::kSemicolon && rule == Rule::kDeclaration &&
                tokens_.ahead(1).type == TokenType::kBraceOpen &&
                open_brackets(tokens_.taken()).empty() &&
                expects(rule, tokens_.taken(), TokenType::kBraceOpen);
  if (!is_cut) return false;
  report(end, "this `;` stands between a head and its body", "take it out");
  tokens_.leave_out(end.begin);
  return true;
}

// type R: record { ...
// event e(c: connection)
// };
// { ... }
// The `}` is the one that was told to be missing before the head.
bool ItemParser::passes_told_brace(Rule rule) {
  Token brace = tokens_.peek();
  bool is_followed = tokens_.ahead(1).type == TokenType::kSemicolon;
  bool is_told = expects_brace_ && brace.type == TokenType::kBraceClose && brace.starts_line &&
                 rule == Rule::kDeclaration &&
                 tokens_.ahead(is_followed ? 2 : 1).type == TokenType::kBraceOpen &&
                 open_brackets(tokens_.taken()).empty() &&
                 expects(rule, tokens_.taken(), TokenType::kBraceOpen);
  if (!is_told) return false;
  if (is_followed) tokens_.leave_out(tokens_.ahead(1).begin);
  tokens_.leave_out(brace.begin);
  expects_brace_ = false;
  return true;
}

// A name that was declared before although it cannot be one is used as such, at the token where the
// parse stopped or before.
bool ItemParser::reads_as_name() {
  if (names_.none()) return false;
  std::vector<Token> words = last_sentence(tokens_.taken());
  words.push_back(tokens_.peek());
  for (size_t i = words.size(); i-- > 0;) {
    if (!names_.test(static_cast<size_t>(words[i].type))) continue;
    tokens_.read_as_name(words[i].begin);
    return true;
  }
  return false;
}

// The parse stopped at a word of the language where a name is due.
void ItemParser::note_wrong_name(Rule rule) {
  Token found = tokens_.peek();
  const std::vector<Token>& taken = tokens_.taken();
  bool is_due = is_keyword(found.type) && !taken.empty() &&
                !expects(rule, taken, TokenType::kCountLiteral) &&
                expects(rule, taken, TokenType::kName);
  if (!is_due || (found.starts_line && expects(rule, taken, TokenType::kSemicolon))) return;
  std::string_view text = ast_.source().text;
  // `type record {` has no name at all.
  if (taken.back().type == TokenType::kType && next_character(text, found) != ':') return;
  names_.set(static_cast<size_t>(found.type));
  // In `event event late(c: count)` the name is still to come.
  bool is_name = !std::isalpha(static_cast<unsigned char>(next_character(text, found)));
  bool is_global = tokens_.taken().size() == 1 && rule == Rule::kDeclaration;
  if (is_global && is_name) wrong_name_ = found;
}

}  // namespace avocet
