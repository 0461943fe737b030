#include "syntax/script_tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/check.h"
#include "base/spelling.h"
#include "syntax/copied_text.h"
#include "syntax/misspelt_word.h"
#include "syntax/syntax_error.h"

namespace avocet {
namespace {

constexpr std::string_view kIgnoreDeprecations = "ignore-deprecations";

}  // namespace

// The tokens of one condition, straight from the steering. It never reads behind the closing
// parenthesis, because the parser does not ask for more.
class ScriptTokens::ConditionFeed : public TokenFeed {
 public:
  explicit ConditionFeed(ScriptTokens& owner) : owner_(owner) {}
  Token peek() override {
    if (!fetched_) {
      next_ = owner_.next_significant(false);
      fetched_ = true;
    }
    return next_;
  }
  uint32_t take() override {
    fetched_ = false;
    tokens_.push_back(next_);
    return static_cast<uint32_t>(tokens_.size() - 1);
  }
  const std::vector<Token>& tokens() const { return tokens_; }

 private:
  ScriptTokens& owner_;
  Token next_;
  bool fetched_ = false;
  std::vector<Token> tokens_;
};

ScriptTokens::ScriptTokens(Ast& ast, TreeBuilder& builder, DiagnosticSink& sink,
                           ConditionOracle& oracle)
    : ast_(ast), builder_(builder), sink_(sink), oracle_(oracle), text_(ast.source().text),
      steering_(text_) {}

uint32_t ScriptTokens::take() {
  DCHECK(next_ < ahead_.size());
  taken_.push_back(ahead_[next_++]);
  if (next_ == ahead_.size()) {
    ahead_.clear();
    next_ = 0;
  }
  return static_cast<uint32_t>(taken_.size() - 1);
}

void ScriptTokens::begin_item() {
  taken_.clear();
  directives_end_ = 0;
}

Token ScriptTokens::ahead(size_t n) {
  while (ahead_.size() - next_ <= n) fetch();
  return ahead_[next_ + n];
}

void ScriptTokens::give_back(size_t index) {
  if (index >= taken_.size()) return;
  restart_at(taken_[index].begin);
  taken_.resize(index);
}

void ScriptTokens::restart_at(uint32_t offset) {
  ahead_.clear();
  next_ = 0;
  steering_.restart_at(offset);
}

// Goes on behind the line that the next token begins in.
void ScriptTokens::skip_line() {
  size_t end = text_.find('\n', peek().begin);
  restart_at(static_cast<uint32_t>(std::min(end, text_.size())));
}

void ScriptTokens::fetch() {
  for (;;) {
    Token token = next_significant(true);
    if (token.type == TokenType::kAtPragma) {
      obey_pragma(token);
      continue;
    }
    bool between_items = taken_.empty() && ahead_.size() == next_;
    if (!is_conditional_directive(token.type) || (pass_directives_ && between_items)) {
      ahead_.push_back(token);
      return;
    }
    obey(token);
    directives_end_ = steering_.position();
  }
}

Token ScriptTokens::next_significant(bool note_docs) {
  for (;;) {
    Token token = steering_.next();
    if (skips_foreign_ && skip_foreign_comment(token)) continue;
    if (skips_conflicts_ && skip_conflict_mark(token)) continue;
    if (joins_letters_ && !join_letters_to(token)) continue;
    auto is_among = [&token](const std::vector<uint32_t>& offsets) {
      return std::find(offsets.begin(), offsets.end(), token.begin) != offsets.end();
    };
    if (is_among(as_names_)) token.type = TokenType::kName;
    if (is_among(left_out_)) continue;
    if (token.type != TokenType::kComment) return token;
    if (note_docs && token.length >= 2 && text_[token.begin + 1] == '#') note_doc(token);
  }
}

bool ScriptTokens::skip_foreign_comment(const Token& token) {
  std::string_view rest = text_.substr(token.begin);
  bool to_line_end = rest.starts_with("//");
  if (!to_line_end && !rest.starts_with("/*")) return false;
  std::string_view end = to_line_end ? "\n" : "*/";
  size_t at = text_.find(end, token.begin + 2);
  // Whatever it is: an operand may follow.
  go_on_at(at == text_.npos ? text_.size() : at + end.size(), TokenType::kSemicolon);
  return true;
}

void ScriptTokens::go_on_at(size_t offset, TokenType previous) {
  TokenSteering::Context context = steering_.context();
  context.previous = previous;
  steering_.restart_at(static_cast<uint32_t>(offset));
  steering_.set_context(std::move(context));
}

// Of the marks, and of what stands between two versions and the end, nothing is read. What a mark
// ends depends on those above it alone, so an item can be read again.
bool ScriptTokens::skip_conflict_mark(const Token& token) {
  if (!token.starts_line || !is_conflict_mark(text_, token.begin)) return false;
  constexpr size_t kFar = 1 << 15;  // how long a version may be
  constexpr std::string_view kBegin = "\n<<<<<<<";
  constexpr std::string_view kEnd = "\n>>>>>>>";
  size_t from = token.begin < kFar ? 0 : token.begin - kFar;
  std::string_view before = text_.substr(from, token.begin - from);
  size_t begin = before.rfind(kBegin);
  if (begin == before.npos && from == 0 && before.starts_with(kBegin.substr(1))) begin = 0;
  bool is_open = begin != before.npos && before.find(kEnd, begin) == before.npos;
  char mark = text_[token.begin];
  size_t at = token.begin;
  if (is_open && (mark == '=' || mark == '|'))
    if (size_t end = text_.substr(at, kFar).find(kEnd); end != text_.npos) at += end + 1;
  go_on_at(std::min(text_.find('\n', at), text_.size()), TokenType::kSemicolon);
  return true;
}

// Lengthens a word by the letters that no name can hold, which were told. False if the token is but
// a character that nobody sees.
bool ScriptTokens::join_letters_to(Token& token) {
  auto is_foreign = [this](size_t at) {
    return at < text_.size() && static_cast<unsigned char>(text_[at]) >= 0x80;
  };
  if (token.type == TokenType::kEnd) return true;
  bool begins = token.type == TokenType::kInvalid && is_foreign(token.begin);
  bool is_word =
      std::isalpha(static_cast<unsigned char>(text_[token.begin])) || text_[token.begin] == '_';
  if (!begins && !(is_word && is_foreign(token.end()))) return true;
  size_t end = end_of_foreign_word(text_, token.begin);
  bool is_unseen = false;
  if (begins && end == token.begin) {
    uint32_t length = invisible_length(text_, token.begin);
    if (length == 0) return true;
    is_unseen = true;
    end = token.begin + length;
  } else if (begins) {
    is_unseen = meant_name(text_.substr(token.begin, end - token.begin)).empty();
  }
  if (end <= token.end() && !is_unseen) return true;
  if (!is_unseen) {
    token.length = static_cast<uint32_t>(end) - token.begin;
    std::string meant = meant_name(text_.substr(token.begin, token.length));
    Token word = scan_token(meant, 0, LexerMode::kDefault);
    token.type = word.length == meant.size() ? word.type : TokenType::kName;
  }
  go_on_at(end, is_unseen ? steering_.context().previous : token.type);
  return !is_unseen;
}

void ScriptTokens::note_doc(const Token& comment) {
  char mark = comment.length > 2 ? text_[comment.begin + 2] : ' ';
  DocComment::Style style = mark == '<'   ? DocComment::Style::kBehind
                            : mark == '!' ? DocComment::Style::kFile
                                          : DocComment::Style::kBefore;
  builder_.out().doc({comment.begin, comment.end(), style});
}

void ScriptTokens::report(const Token& at, std::string message, std::string hint) {
  sink_.report({.span = {ast_.source().base + at.begin, at.length},
                .message = std::move(message),
                .hint = std::move(hint),
                .code = "directive"});
}

void ScriptTokens::obey(const Token& directive) {
  TokenSteering::Context context = steering_.context();
  if (directive.type == TokenType::kAtElse || directive.type == TokenType::kAtEndif) {
    std::string word(token_text(directive.type));
    warn_of_longer_word(directive);
    if (open_.empty() && has_unknown_) return;  // it may have been an `@if`
    if (open_.empty()) return report(directive, "`" + word + "` without `@if`", "");
    if (directive.type == TokenType::kAtElse) {
      if (in_else_.back()) return report(directive, "a second `@else` for the same `@if`", "");
      skip_branch(directive, false);
      steering_.set_context(std::move(context));
    }
    open_.pop_back();
    in_else_.pop_back();
    return;
  }
  bool misplaced = body_follows();
  if (misplaced)
    report(directive,
           "`" + std::string(token_text(directive.type)) + "` cannot stand where a body is due",
           "put braces around it");
  if (decide(directive) || misplaced) {
    open_.push_back(directive);
    in_else_.push_back(false);
  } else {
    skip_branch(directive, true);
  }
  steering_.set_context(std::move(context));
}

bool ScriptTokens::body_follows() const {
  size_t known = ahead_.size() - next_;
  size_t count = taken_.size() + known;
  auto at = [&](size_t i) {  // counted from the end
    return i < known ? ahead_[ahead_.size() - 1 - i].type
                     : taken_[taken_.size() - 1 - (i - known)].type;
  };
  if (count == 0) return false;
  if (at(0) == TokenType::kElse) return true;
  if (at(0) != TokenType::kParenClose) return false;
  int depth = 0;
  size_t i = 0;
  for (; i < count; ++i) {
    if (at(i) == TokenType::kParenClose) ++depth;
    if (at(i) == TokenType::kParenOpen && --depth == 0) break;
  }
  if (i + 1 >= count) return false;
  TokenType word = at(i + 1);
  return word == TokenType::kIf || word == TokenType::kFor || word == TokenType::kWhile;
}

bool ScriptTokens::decide(const Token& directive) {
  std::optional<uint32_t> condition = parse_condition(directive);
  if (!condition) {
    oracle_.miss_branch();
    return false;
  }
  NodeRef node = builder_.out().ref(*condition);
  if (directive.type == TokenType::kAtIf) return oracle_.decide(node);
  return oracle_.is_defined(node.text()) == (directive.type == TokenType::kAtIfdef);
}

std::optional<uint32_t> ScriptTokens::parse_condition(const Token& directive) {
  if (directive.type != TokenType::kAtIf) return parse_name(directive);
  ConditionFeed feed(*this);
  if (condition_parser_.parse(Rule::kCondition, feed) != TableParser::Status::kOk) {
    sink_.report(describe_syntax_error(ast_, Rule::kCondition, feed.tokens(), feed.peek()));
    size_t end = text_.find('\n', directive.begin);
    steering_.restart_at(static_cast<uint32_t>(std::min(end, text_.size())));
    return std::nullopt;
  }
  uint32_t node = builder_.build(condition_parser_.events(), feed.tokens(), false);
  if (!builder_.ok()) return std::nullopt;
  return node;
}

std::optional<uint32_t> ScriptTokens::parse_name(const Token& directive) {
  std::array<Token, 3> tokens;
  static constexpr std::array kExpected = {TokenType::kParenOpen, TokenType::kName,
                                           TokenType::kParenClose};
  for (size_t i = 0; i < tokens.size(); ++i) {
    tokens[i] = next_significant(false);
    if (tokens[i].type == kExpected[i]) continue;
    std::string word(token_text(directive.type));
    uint32_t end_of_last = i == 0 ? directive.end() : tokens[i - 1].end();
    bool ends_early = tokens[i].starts_line || tokens[i].type == TokenType::kEnd;
    report(ends_early ? Token{TokenType::kEnd, false, end_of_last, 0} : tokens[i],
           "`" + word + "` takes one name in parentheses", "write `" + word + " ( name )`");
    size_t end = text_.find('\n', directive.begin);
    steering_.restart_at(static_cast<uint32_t>(std::min(end, text_.size())));
    return std::nullopt;
  }
  const Token& name = tokens[1];
  AstBuilder& out = builder_.out();
  uint32_t node =
      out.leaf(NodeKind::kName, name, 0, out.intern_source(text_.substr(name.begin, name.length)));
  out.publish();
  return node;
}

// Passes over a branch up to its @endif, or to its @else if that is wanted.
void ScriptTokens::skip_branch(const Token& directive, bool stop_at_else) {
  int depth = 0;
  std::optional<Token> misspelt;
  steering_.set_context({});
  for (;;) {
    Token token = next_significant(false);
    switch (token.type) {
    case TokenType::kAtIf:
    case TokenType::kAtIfdef:
    case TokenType::kAtIfndef: ++depth; break;
    case TokenType::kAtEndif:
      if (depth-- == 0) return;
      break;
    case TokenType::kAtElse:
      if (depth > 0) break;
      warn_of_longer_word(token);
      if (!stop_at_else) {
        report(token, "a second `@else` for the same `@if`", "");
        break;
      }
      open_.push_back(directive);
      in_else_.push_back(true);
      return;
    case TokenType::kAtUnknown:
      if (depth == 0) warn_of_misspelt(token);
      if (text_.substr(token.begin, token.length).starts_with("@end") && !misspelt)
        misspelt = token;
      break;
    case TokenType::kEnd:
      if (misspelt)
        sink_.report(describe_unknown_directive(ast_.source(), *misspelt));
      else
        report(directive, "`" + std::string(token_text(directive.type)) + "` has no `@endif`", "");
      ends_in_branch_ = true;
      return;
    default: break;
    }
  }
}

// @elseif: reads as the directive and what stands behind it.
void ScriptTokens::warn_of_longer_word(const Token& directive) {
  size_t end = directive.end();
  while (end < text_.size() && std::isalpha(static_cast<unsigned char>(text_[end]))) ++end;
  if (end == directive.end()) return;
  std::string word(text_.substr(directive.begin, end - directive.begin));
  std::string known(token_text(directive.type));
  sink_.warning({ast_.source().base + directive.begin, static_cast<uint32_t>(word.size())},
                "`" + word + "` is no directive and reads as `" + known + "`",
                "write `" + known + "`, and another `@if` within it");
}

// What is passed over is not read, so nobody would say that this ends nothing.
void ScriptTokens::warn_of_misspelt(const Token& token) {
  std::string word = ast_.source().text.substr(token.begin, token.length);
  bool is_elif = word == "@elif" || word == "@elsif";
  Nearest nearest(word);
  nearest.offer("@else");
  if (is_elif || !nearest.found().empty())
    sink_.warning({ast_.source().base + token.begin, token.length},
                  "`" + word + "` is no directive and is passed over",
                  is_elif ? "write `@else`, and another `@if` within it" : nearest.hint());
}

void ScriptTokens::report_open_directives() {
  for (const Token& directive : open_)
    report(directive, "`" + std::string(token_text(directive.type)) + "` has no `@endif`", "");
  for (const Pragma& pragma : pragmas_)
    report(pragma.at, "`@pragma push " + std::string(pragma.value) + "` is never popped",
           "add `@pragma pop`");
  open_.clear();
  in_else_.clear();
}

// @pragma push name, @pragma pop, @pragma pop name. The one name with a meaning is
// ignore-deprecations; others are nested and otherwise ignored.
void ScriptTokens::obey_pragma(const Token& directive) {
  std::string_view line = steering_.take_line();
  line = line.substr(0, line.find('#'));
  std::array<std::string_view, 2> words;
  for (std::string_view& word : words) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    word = line.substr(0, line.find_first_of(" \t\r"));
    line.remove_prefix(word.size());
  }
  if (!obey_pragmas_) return;
  ++pragma_count_;
  auto [verb, value] = words;
  if (verb.empty()) return report(directive, "`@pragma` needs a name", "write `@pragma push name`");
  if (verb == "pop") return pop_pragma(directive, value);
  Span span{ast_.source().base + directive.begin, directive.length};
  if (verb != "push") {
    sink_.warning(span, "unknown pragma `" + std::string(verb) + "`");
    return;
  }
  if (value.empty())
    report(directive, "`@pragma push` needs a name", "");
  else if (value == kIgnoreDeprecations)
    builder_.out().begin_quiet(directive.begin);
  else
    sink_.warning(span, "unknown pragma `" + std::string(value) + "`");
  pragmas_.push_back({directive, value});
}

void ScriptTokens::pop_pragma(const Token& directive, std::string_view value) {
  if (pragmas_.empty()) return report(directive, "`@pragma pop` without `@pragma push`", "");
  std::string_view pushed = pragmas_.back().value;
  if (!value.empty() && value != pushed)
    report(directive,
           "`@pragma pop` of `" + std::string(value) + "`, but `" + std::string(pushed) +
               "` was pushed last",
           "");
  if (pushed == kIgnoreDeprecations) builder_.out().end_quiet(directive.begin);
  pragmas_.pop_back();
}

}  // namespace avocet
