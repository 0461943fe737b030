#include "syntax/item_parser.h"

#include <algorithm>
#include <utility>

#include "base/spelling.h"
#include "syntax/literal.h"
#include "syntax/pasted_lines.h"
#include "syntax/sentence.h"
#include "syntax/syntax_error.h"

namespace avocet {
namespace {

std::string_view trimmed(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

bool is_callable_word(TokenType type) {
  return type == TokenType::kFunction || type == TokenType::kEvent || type == TokenType::kHook;
}

bool names_what_follows(TokenType type) {
  return is_callable_word(type) || type == TokenType::kGlobal || type == TokenType::kConst ||
         type == TokenType::kOption || type == TokenType::kType || type == TokenType::kLocal;
}

// What stands before a comment.
std::string_view without_comment(std::string_view text) {
  size_t hash = text.find('#');
  return trimmed(text.substr(0, hash));
}

NodeKind directive_kind(TokenType type) {
  switch (type) {
  case TokenType::kAtLoad: return NodeKind::kLoad;
  case TokenType::kAtLoadSigs: return NodeKind::kLoadSigs;
  case TokenType::kAtLoadPlugin: return NodeKind::kLoadPlugin;
  case TokenType::kAtUnload: return NodeKind::kUnload;
  case TokenType::kAtPrefixes: return NodeKind::kPrefixes;
  default: return NodeKind::kDeprecated;
  }
}

}  // namespace

ItemParser::ItemParser(Ast& ast, DiagnosticSink& sink, ConditionOracle& oracle)
    : ast_(ast), sink_(sink), builder_(ast, sink), tokens_(ast, builder_, sink, oracle) {}

void ItemParser::restart_at(uint32_t offset, std::optional<uint32_t> export_begin) {
  tokens_.restart_at(offset);
  export_.reset();
  if (export_begin)
    export_ = {TokenType::kExport, false, *export_begin,
               static_cast<uint32_t>(token_text(TokenType::kExport).size())};
  finished_ = false;
}

void ItemParser::report(const Token& at, std::string message, std::string hint) {
  report({.span = {ast_.source().base + at.begin, at.length},
          .message = std::move(message),
          .hint = std::move(hint),
          .code = "syntax"});
}

void ItemParser::report(Diagnostic diagnostic) {
  if (!is_paste_told(sink_, ast_.source(), diagnostic.span)) sink_.report(std::move(diagnostic));
}

std::optional<NodeRef> ItemParser::next_item() {
  for (;;) {
    tokens_.begin_item();
    wrong_name_.reset();
    const Token first = tokens_.peek();
    if (is_conditional_directive(first.type)) return std::nullopt;  // only if they are passed
    std::optional<NodeRef> item;
    item_begin_ = first.begin;
    tell_empty_statement(first);
    switch (first.type) {
    case TokenType::kEnd: finish(); return std::nullopt;
    case TokenType::kSemicolon:
      tokens_.take();
      note_empty_statement(first);
      break;
    case TokenType::kModule: item = module(); break;
    case TokenType::kExport: begin_export(); break;
    case TokenType::kBraceClose:
      tokens_.take();
      if (ends_within_export(first)) break;
      if (!in_export() && !expects_brace_) report(first, "`}` closes nothing");
      // `};` is the end of what could not be read, not of the `export` around it.
      if (expects_brace_ && tokens_.peek().type == TokenType::kSemicolon) break;
      expects_brace_ = expects_brace_ && in_export();
      export_.reset();
      break;
    case TokenType::kParenClose:
      if (std::exchange(is_in_parentheses_, false)) {
        tokens_.take();
        export_.reset();
        break;
      }
      [[fallthrough]];
    default:
      if (std::optional<NodeRef> unread = wrong_file(first)) {
        item = unread;
        break;
      }
      if (passes_page_mark(first)) break;
      note_export_end(first);
      if (std::optional<NodeRef> body = headless_body(first)) {
        item = body;
        break;
      }
      item = is_line_directive(first.type) ? line_directive() : sentence();
      if (item && item->is(NodeKind::kFunction) && ends_too_early()) item = broken();
    }
    if (!tokens_.taken().empty()) item_end_ = tokens_.taken().back().end();
    if (item) return item;
  }
}

void ItemParser::finish() {
  if (finished_) return;
  finished_ = true;
  if (failed_) return;  // what is still open may be so because of that
  if (export_ && tokens_.open_conditionals().empty() && !tokens_.ends_in_branch())
    report_open_export();
  tokens_.report_open_directives();
}

void ItemParser::begin_export() {
  Token word = tokens_.peek();
  tokens_.take();
  if (reads_foreign_letters()) tokens_.restart_at(word.end());
  if (tokens_.peek().type != TokenType::kBraceOpen) {
    report(tokens_.peek(), "expected `{` behind `export`", "write `export { ... }`");
    bool behind = tokens_.peek().type == TokenType::kSemicolon &&
                  tokens_.ahead(1).type == TokenType::kBraceOpen;
    if (tokens_.peek().type == TokenType::kParenOpen) {
      tokens_.take();
      export_ = word;
      is_in_parentheses_ = true;
      return;
    }
    if (!behind) {
      expects_brace_ = true;
      if (!tokens_.peek().starts_line) return;  // `export global x = 1;`
      export_ = word;
      failed_ = true;
      return;
    }
    tokens_.take();
  }
  if (in_export()) {
    report(word, "an `export` cannot stand inside another", "close the first one before it");
    expects_brace_ = true;
  }
  tokens_.take();
  export_ = word;
  export_end_.reset();
  export_indents_ = false;
}

std::optional<NodeRef> ItemParser::line_directive() {
  Token word = tokens_.peek();
  tokens_.take();
  Token rest{TokenType::kRestOfLine, false, word.end(), 0};
  if (tokens_.peek().type == TokenType::kRestOfLine) {
    rest = tokens_.peek();
    tokens_.take();
  }
  std::string_view line = std::string_view(ast_.source().text).substr(rest.begin, rest.length);
  NodeKind kind = directive_kind(word.type);
  if (kind == NodeKind::kDeprecated) {
    line = trimmed(line);
    Token message = line.empty() ? Token{} : scan_token(line, 0, LexerMode::kDefault);
    if (message.type != TokenType::kStringLiteral) return directive_node(kind, word, rest, line, 0);
    return directive_node(kind, word, rest,
                          string_value(line.substr(message.begin, message.length)), 0);
  }
  std::string_view text = without_comment(line);
  uint8_t sub = 0;
  if (kind == NodeKind::kPrefixes) {
    bool adds = text.starts_with("+=");
    if (!adds && !text.starts_with("=")) {
      report(word, "`@prefixes` needs `=` or `+=`",
             "write `@prefixes = name` or `@prefixes += name`");
      return std::nullopt;
    }
    sub = static_cast<uint8_t>(adds ? AssignOp::kAddTo : AssignOp::kSet);
    text = trimmed(text.substr(adds ? 2 : 1));
  } else if (text.empty()) {
    report(word, "`" + std::string(token_text(word.type)) + "` needs the name of a file");
    return std::nullopt;
  }
  return directive_node(kind, word, rest, text, sub);
}

NodeRef ItemParser::directive_node(NodeKind kind, const Token& word, const Token& rest,
                                   std::string_view text, uint8_t sub) {
  AstBuilder& out = builder_.out();
  uint32_t node = out.open(kind, word, word.begin, sub, out.intern_copy(text));
  out.close(node, rest.end());
  out.publish();
  return out.ref(node);
}

// An event or hook may begin a handler or a statement that raises or calls it.
bool ItemParser::is_handler() {
  if (tokens_.ahead(1).type != TokenType::kName) return true;
  if (tokens_.ahead(2).type != TokenType::kParenOpen) return true;
  // event e( {  with the `)` missing
  if (tokens_.ahead(3).type == TokenType::kBraceOpen && tokens_.ahead(3).starts_line) return true;
  if (tokens_.ahead(3).type == TokenType::kParenClose)
    return tokens_.ahead(4).type != TokenType::kSemicolon;
  return tokens_.ahead(3).type == TokenType::kName && tokens_.ahead(4).type == TokenType::kColon;
}

Rule ItemParser::rule_of_next() {
  switch (tokens_.peek().type) {
  case TokenType::kGlobal:
  case TokenType::kConst:
  case TokenType::kOption:
  case TokenType::kType:
  case TokenType::kRedef: return Rule::kDeclaration;
  case TokenType::kFunction: {
    TokenType next = tokens_.ahead(1).type;
    bool is_lambda = next == TokenType::kParenOpen || next == TokenType::kBracketOpen;
    return is_lambda ? Rule::kStatementItem : Rule::kDeclaration;
  }
  case TokenType::kEvent:
  case TokenType::kHook: return is_handler() ? Rule::kDeclaration : Rule::kStatementItem;
  default: return in_export() ? Rule::kDeclaration : Rule::kStatementItem;
  }
}

std::optional<NodeRef> ItemParser::sentence() {
  Rule rule = rule_of_next();
  TableParser::Status status = parser_.parse(rule, tokens_);
  while (status == TableParser::Status::kError && repairs(rule)) {
    if (tokens_.peek().type == TokenType::kEnd || begins_item(tokens_.peek().type))
      return std::nullopt;
    rule = rule_of_next();
    status = parser_.parse(rule, tokens_);
  }
  switch (status) {
  case TableParser::Status::kOk: item_failed_ = false; return parsed();
  case TableParser::Status::kTooDeep:
    report(tokens_.taken().empty() ? tokens_.peek() : tokens_.taken().back(),
           "this is nested too deeply", "split it into parts");
    break;
  case TableParser::Status::kError: fail(rule); break;
  }
  if (tokens_.taken().empty() && tokens_.peek().type == TokenType::kAtUnknown) {
    NodeRef unread = broken();  // perhaps it would have loaded a script
    tokens_.note_unknown_directive();
    tokens_.skip_line();
    return unread;
  }
  uint32_t indent = column(tokens_.taken().empty() ? tokens_.peek() : tokens_.taken().front());
  bool is_callable = !tokens_.taken().empty() && rule == Rule::kDeclaration &&
                     is_callable_word(tokens_.taken().front().type);
  bool names_module = is_misspelt_module();
  recover();
  if (names_module) return module_node(tokens_.taken()[0], tokens_.taken()[1]);
  NodeRef unread = broken();
  if (is_callable) skip_leftover(indent);
  return unread;
}

NodeRef ItemParser::parsed() {
  uint32_t node = builder_.build(parser_.events(), tokens_.taken(), in_export());
  return builder_.ok() ? builder_.out().ref(node) : broken();
}

// Stands for what could not be parsed, with the name that it would have declared. Its extent is all
// the text that was passed over.
NodeRef ItemParser::broken() {
  const std::vector<Token>& taken = tokens_.taken();
  AstBuilder& out = builder_.out();
  Token at = taken.empty() ? tokens_.peek() : taken.front();
  uint32_t name = 0;
  bool is_type = !taken.empty() && taken[0].type == TokenType::kType;
  if (wrong_name_) {
    at = *wrong_name_;
    name = out.intern_source(std::string_view(ast_.source().text).substr(at.begin, at.length));
    builder_.read_as_name(at.type);
  } else if (taken.size() >= 2 && names_what_follows(taken[0].type) &&
             taken[1].type == TokenType::kName && error_at_ != taken[1].end()) {
    at = taken[1];
    name = out.intern_source(std::string_view(ast_.source().text).substr(at.begin, at.length));
  }
  uint32_t node = out.leaf(NodeKind::kBroken, at,
                           std::exchange(lacks_head_, false) ? kBrokenBody
                           : is_type                         ? kBrokenType
                                                             : 0,
                           name);
  if (!taken.empty()) out.extent(node) = {taken.front().begin, taken.back().end()};
  out.publish();
  return out.ref(node);
}

// ---- Errors -------------------------------------------------------------------------------------

uint32_t ItemParser::column(const Token& token) const {
  return static_cast<uint32_t>(column_of(ast_.source().text, token));
}

// Whether these three tokens can only begin a declaration at the top level.
bool ItemParser::begins_declaration(const Token& token, const Token& next, const Token& after) {
  switch (token.type) {
  case TokenType::kModule:
  case TokenType::kExport:
  case TokenType::kGlobal:
  case TokenType::kOption:
  case TokenType::kRedef: return true;
  case TokenType::kConst:
  case TokenType::kType: return next.type == TokenType::kName;
  case TokenType::kFunction:
  case TokenType::kEvent:
  case TokenType::kHook:
    return next.type == TokenType::kName && after.type == TokenType::kParenOpen;
  default: return false;
  }
}

// A declaration that begins a line among the taken tokens, no further to the right than the item
// itself, means that a bracket before it was not closed. Its index, which may be one behind the
// last taken token.
std::optional<size_t> ItemParser::stray_declaration() {
  const std::vector<Token>& taken = tokens_.taken();
  if (taken.empty()) return std::nullopt;
  uint32_t indent = column(taken.front());
  Token found = tokens_.peek();
  Token ahead = tokens_.ahead(1);
  Token ahead2 = tokens_.ahead(2);
  auto at = [&](size_t i) {
    size_t behind = i - taken.size();
    return i < taken.size() ? taken[i] : behind == 0 ? found : behind == 1 ? ahead : ahead2;
  };
  for (size_t i = 1; i <= taken.size(); ++i) {
    Token token = at(i);
    if (!token.starts_line || token.begin < tokens_.directives_end() || column(token) > indent)
      continue;
    if (begins_declaration(token, at(i + 1), at(i + 2))) return i;
  }
  return std::nullopt;
}

// Reports why the parse of the taken tokens stopped at the next one.
void ItemParser::fail(Rule rule) {
  if (std::optional<size_t> stray = stray_declaration()) {
    std::vector<Token> before(tokens_.taken().begin(),
                              tokens_.taken().begin() + static_cast<ptrdiff_t>(*stray));
    Token found = *stray < tokens_.taken().size() ? tokens_.taken()[*stray] : tokens_.peek();
    std::vector<size_t> open = open_brackets(before);
    if (!open.empty() && before[open.back()].type == TokenType::kBraceOpen) {
      report(describe_unclosed(ast_, before, found));
      expects_brace_ = unclosed_told_ = true;
      // `{` in front of the head of its body: the body itself has none.
      brace_told_ = before.size() == 1;
      return tokens_.give_back(*stray);
    }
  }
  failed_ = true;
  if (tokens_.peek().type == TokenType::kAtUnknown) tokens_.note_unknown_directive();
  note_wrong_name(rule);
  bool in_branch = tokens_.peek().type == TokenType::kEnd &&
                   (tokens_.ends_in_branch() || !tokens_.open_conditionals().empty());
  if (in_branch) return tokens_.report_open_directives();
  expects_brace_ = true;  // of whatever could not be read
  uint32_t at = tokens_.peek().begin;
  // Rest of what could not be read: fields of a record whose brace closed too early, statements
  // among declarations.
  const Token& first = tokens_.taken().empty() ? tokens_.peek() : tokens_.taken().front();
  bool is_rest = std::exchange(item_failed_, true) &&
                 (first.type == TokenType::kName || tokens_.taken().empty());
  is_rest = is_rest || is_outside_braces();
  lacks_head_ = lacks_record_head();
  body_unopened_ = begins_unopened_body(rule);
  bool lacks_told_brace = std::exchange(brace_told_, false) && body_unopened_;
  if (!is_rest && !lacks_head_ && !lacks_told_brace && !continues_line(at) && !is_told(at))
    report(describe_syntax_error(ast_, rule, tokens_.taken(), tokens_.peek()));
  error_at_ = at;
  const std::vector<Token>& taken = tokens_.taken();
  // `zeek_init() {`: what lacks the word before it has a body.
  lacks_semicolon_ = !taken.empty() && tokens_.peek().starts_line &&
                     tokens_.peek().type != TokenType::kBraceOpen &&
                     column(tokens_.peek()) <= column(taken.front()) &&
                     expects(rule, taken, TokenType::kSemicolon);
}

// Whether a field or label stands where a declaration is due, behind one that stood within the
// braces of another.
bool ItemParser::is_outside_braces() {
  const std::vector<Token>& taken = tokens_.taken();
  const Token first = taken.empty() ? tokens_.peek() : taken[0];
  const Token second = taken.size() > 1    ? taken[1]
                       : taken.size() == 1 ? tokens_.peek()
                                           : tokens_.ahead(1);
  return unclosed_told_ && first.type == TokenType::kName &&
         (second.type == TokenType::kColon || second.type == TokenType::kComma ||
          second.type == TokenType::kBraceClose);
}

// Whether nothing but the rest of a line lies between the last syntax error and this one: then it
// is the same mistake.
bool ItemParser::continues_line(uint32_t at) const {
  std::string_view text = ast_.source().text;
  return error_at_ && *error_at_ <= at &&
         text.substr(*error_at_, at - *error_at_).find('\n') == std::string_view::npos;
}

// Whether something in the same line was reported last: a mistake of the checker's, of an item that
// ended there too early.
bool ItemParser::is_told(uint32_t at) const {
  if (sink_.diagnostics().empty()) return false;
  const Diagnostic& last = sink_.diagnostics().back();
  const Source& source = ast_.source();
  bool is_here = last.span.known() && last.span.begin >= source.base &&
                 last.span.begin - source.base < source.text.size();
  if (last.severity != Severity::kError || !is_here) return false;
  uint32_t begin = last.span.begin - source.base;
  // `7 // 2` lacks a value for another reason.
  bool is_division = foreign_comment_ && *foreign_comment_ == begin && !tokens_.taken().empty() &&
                     tokens_.taken().back().begin < begin;
  return begin < at && (is_division || source.text.find('\n', begin) >= at);
}

bool ItemParser::begins_line(uint32_t at) const {
  std::string_view text = ast_.source().text;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at == 0 || text[at - 1] == '\n';
}

// Whether the parse stopped because a body begins without its `{`.
bool ItemParser::begins_unopened_body(Rule rule) {
  const std::vector<Token>& taken = tokens_.taken();
  if (taken.empty()) return false;
  TokenType found = tokens_.peek().type;  // perhaps another bracket
  if (found == TokenType::kParenOpen || found == TokenType::kBracketOpen)
    return is_callable_word(taken[0].type) && expects(rule, taken, TokenType::kBraceOpen);
  if (!tokens_.peek().starts_line || !is_callable_word(taken[0].type)) return false;
  bool goes_on = !is_conditional_directive(found) && !is_line_directive(found) &&
                 !begins_declaration(tokens_.peek(), tokens_.ahead(1), tokens_.ahead(2));
  return (goes_on || column(tokens_.peek()) > column(taken[0])) &&
         expects(rule, taken, TokenType::kBraceOpen);
}

namespace {

// The brackets that are open while the rest of an item is passed over.
class OpenBrackets {
 public:
  explicit OpenBrackets(const std::vector<Token>& taken) {
    for (size_t index : open_brackets(taken)) push(taken[index].type);
  }

  bool empty() const { return open_.empty(); }
  bool in_braces() const { return braces_ > 0; }
  // What would close the innermost.
  TokenType expected() const {
    switch (open_.empty() ? TokenType::kBraceOpen : open_.back()) {
    case TokenType::kParenOpen: return TokenType::kParenClose;
    case TokenType::kBracketOpen: return TokenType::kBracketClose;
    default: return TokenType::kBraceClose;
    }
  }

  void track(TokenType type) {
    if (type == TokenType::kParenOpen || type == TokenType::kBracketOpen ||
        type == TokenType::kBraceOpen) {
      push(type);
    } else if (type == TokenType::kParenClose || type == TokenType::kBracketClose) {
      if (!open_.empty() && open_.back() != TokenType::kBraceOpen) open_.pop_back();
    } else if (type == TokenType::kBraceClose && in_braces()) {
      // A brace also ends the parentheses that were left open within.
      while (open_.back() != TokenType::kBraceOpen) open_.pop_back();
      open_.pop_back();
      --braces_;
    }
  }

 private:
  void push(TokenType type) {
    open_.push_back(type);
    if (type == TokenType::kBraceOpen) ++braces_;
  }

  std::vector<TokenType> open_;
  size_t braces_ = 0;
};

// Whether a `}` within parentheses or square brackets stands for one of these: the line goes on as
// if it did.
bool is_mistyped(const Token& brace, const Token& next, const OpenBrackets& open) {
  if (brace.type != TokenType::kBraceClose || brace.starts_line) return false;
  if (open.expected() == TokenType::kBraceClose || next.starts_line) return false;
  return next.type != TokenType::kBraceClose && next.type != TokenType::kEnd;
}

}  // namespace

// What stands behind a body that could not be read and further to the right than its beginning is
// the rest of it: a `}` too many ended it early.
void ItemParser::skip_leftover(uint32_t indent) {
  for (;;) {
    Token token = tokens_.peek();
    bool is_outside = token.starts_line && column(token) <= indent;
    bool directs = is_conditional_directive(token.type) || is_line_directive(token.type);
    if (token.type == TokenType::kEnd || is_outside || directs) return;
    if (begins_declaration(token, tokens_.ahead(1), tokens_.ahead(2)) && token.starts_line &&
        !is_callable_word(token.type))
      return;
    tokens_.take();
  }
}

// Passes over the rest of an item that could not be parsed: up to the `;` or `}` that ends it, or
// to a line that begins a declaration.
void ItemParser::recover() {
  OpenBrackets open(tokens_.taken());
  if (std::exchange(body_unopened_, false)) open.track(TokenType::kBraceOpen);
  bool is_first = tokens_.taken().empty();
  if (std::exchange(lacks_semicolon_, false) && open.empty()) return;
  uint32_t indent = column(is_first ? tokens_.peek() : tokens_.taken().front());
  for (;; is_first = false) {
    Token token = tokens_.peek();
    if (token.type == TokenType::kEnd) return;
    bool may_begin = !is_first && token.starts_line && column(token) <= indent;
    if (may_begin && !open.in_braces() && is_line_directive(token.type)) return;
    if (may_begin && begins_declaration(token, tokens_.ahead(1), tokens_.ahead(2))) return;
    bool mistyped = is_mistyped(token, tokens_.ahead(1), open);
    if (token.type == TokenType::kBraceClose && !open.in_braces() && !mistyped) {
      // What attributes follow ends a value, whose braces were closed too early.
      bool is_of_value = is_attribute(tokens_.ahead(1).type) && !tokens_.ahead(1).starts_line;
      if (!in_export() || is_of_value) tokens_.take();
      if (is_of_value) continue;
      return;
    }
    tokens_.take();
    open.track(mistyped ? open.expected() : token.type);
    if (open.in_braces()) continue;
    // A `;` that is the mistake itself ends nothing: `type T; record { ... };`
    bool is_mistake = token.begin == error_at_ && !tokens_.peek().starts_line;
    if (token.type == TokenType::kSemicolon && !is_mistake &&
        (open.empty() || tokens_.peek().starts_line))
      return;
    if (token.type != TokenType::kBraceClose) continue;
    // Attributes or more of an expression may follow the braces, and a `;`.
    TokenType next = tokens_.peek().type;
    if (next == TokenType::kSemicolon)
      tokens_.take();
    else if (is_attribute(next) || next == TokenType::kParenClose)
      continue;
    return;
  }
}

}  // namespace avocet
