// A sentence that stops being one is described in two steps. Special cases come first, each a small
// function that recognises one frequent mistake and says how to mend it. If none of them applies,
// the words that could have stood there are summed up: the grammar is asked about every token.
#include "syntax/syntax_error.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/spelling.h"
#include "syntax/copied_text.h"
#include "syntax/expected_phrase.h"
#include "syntax/foreign_syntax.h"
#include "syntax/missing_marks.h"
#include "syntax/misspelt_word.h"
#include "syntax/parse_stop.h"
#include "syntax/sentence.h"
#include "syntax/syntax_hint.h"

namespace avocet {
namespace {

class SyntaxErrorText : ParseStop {
 public:
  SyntaxErrorText(const Ast& ast, Rule entry, const std::vector<Token>& taken, const Token& found)
      : ParseStop(ast.source(), taken, found), entry_(entry), expectation_(entry, types(taken)),
        brackets_(open_brackets(taken)) {}

  Diagnostic describe() {
    using Case = std::optional<Diagnostic> (SyntaxErrorText::*)();
    static constexpr Case kCases[] = {
        &SyntaxErrorText::unterminated,
        &SyntaxErrorText::copied_text,
        &SyntaxErrorText::stray_character,
        &SyntaxErrorText::misplaced_directive,
        &SyntaxErrorText::missing_quote,
        &SyntaxErrorText::counting_loop,
        &SyntaxErrorText::foreign_syntax,
        &SyntaxErrorText::postfix_increment,
        &SyntaxErrorText::comparison_for_assignment,
        &SyntaxErrorText::unknown_attribute,
        &SyntaxErrorText::comment_of_dashes,
        &SyntaxErrorText::misspelt_word,
        &SyntaxErrorText::end_of_file,
        &SyntaxErrorText::wrong_bracket,
        &SyntaxErrorText::keyword_as_name,
        &SyntaxErrorText::declaration_inside,
        &SyntaxErrorText::lonely_else,
        &SyntaxErrorText::word_operator,
        &SyntaxErrorText::missing_semicolon,
        &SyntaxErrorText::missing_bracket,
        &SyntaxErrorText::missing_separator,
        &SyntaxErrorText::missing_opening,
    };
    for (Case known : kCases) {
      if (std::optional<Diagnostic> diagnostic = (this->*known)()) return *diagnostic;
    }
    return unexpected();
  }

 private:
  static std::vector<TokenType> types(const std::vector<Token>& tokens) {
    std::vector<TokenType> types;
    for (const Token& token : tokens) types.push_back(token.type);
    return types;
  }

  // ---- Tools ----
  bool accepts(TokenType type) const { return expectation_.accepts(type); }
  Span span(const Token& token) const { return {source_.base + token.begin, token.length}; }
  bool inside(Rule rule) const {
    const auto& rules = expectation_.open_rules();
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  }

  // The place right behind the previous token: where something is missing.
  Span gap() const {
    if (!previous()) return span(found_);
    return {source_.base + previous()->end(), 0};
  }

  // A token as it is quoted in a message.
  std::string quoted(const Token& token) const {
    if (token.type == TokenType::kEnd) return "the end of the file";
    std::string_view spelling = text(token);
    if (spelling.size() > 40) return "`" + std::string(spelling.substr(0, 37)) + "...`";
    return "`" + std::string(spelling) + "`";
  }

  Diagnostic make(Span where, std::string message, std::string hint = {}) const {
    Diagnostic diagnostic;
    diagnostic.span = where;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.code = "syntax";
    return diagnostic;
  }

  static std::string_view closing(TokenType opening) {
    switch (opening) {
    case TokenType::kParenOpen: return ")";
    case TokenType::kBracketOpen: return "]";
    case TokenType::kBraceOpen: return "}";
    default: return "|";
    }
  }
  static TokenType closing_type(TokenType opening) {
    switch (opening) {
    case TokenType::kParenOpen: return TokenType::kParenClose;
    case TokenType::kBracketOpen: return TokenType::kBracketClose;
    case TokenType::kBraceOpen: return TokenType::kBraceClose;
    default: return TokenType::kSizeClose;
    }
  }

  void note_opening(Diagnostic& diagnostic) const {
    if (brackets_.empty()) return;
    const Token& opening = taken_[brackets_.back()];
    diagnostic.notes.push_back({span(opening), "this " + quoted(opening) + " is open here"});
  }

  // ---- Frequent mistakes ----

  std::optional<Diagnostic> unterminated() {
    if (found_.type == TokenType::kUnterminatedString) {
      Diagnostic diagnostic = make(span(found_), "this string has no closing `\"`",
                                   "strings end on the line they begin; join longer ones with `+`");
      diagnostic.span.length = 1;
      return diagnostic;
    }
    if (found_.type == TokenType::kUnterminatedPattern) {
      Diagnostic diagnostic =
          make(span(found_), "this pattern has no closing `/`",
               "patterns end on the line they begin; write `\\/` for a slash within");
      diagnostic.span.length = 1;
      return diagnostic;
    }
    if (found_.type == TokenType::kPatternLiteral && found_.length == 2)
      return make(span(found_), "an empty pattern cannot stand here", "comments begin with `#`");
    return std::nullopt;
  }

  std::optional<Diagnostic> copied_text() { return describe_copied_text(source_, taken_, found_); }

  std::optional<Diagnostic> stray_character() {
    if (found_.type != TokenType::kInvalid) return std::nullopt;
    char c = source_.text[found_.begin];
    auto byte = static_cast<unsigned char>(c);
    if (c == '\'')
      return make(span(found_), "`'` has no meaning in scripts", "strings are written with `\"`");
    if (c == '.') {
      if (std::optional<Diagnostic> known = foreign_syntax()) return known;
      bool behind_text = previous_is(TokenType::kStringLiteral);
      return make(span(found_), "`.` has no meaning here",
                  behind_text ? "strings are joined with `+`, and functions are called `f(x, y)`"
                              : "the fields of a record are named with `$`");
    }
    if (byte < 0x20 || byte == 0x7f) {
      static constexpr char kHex[] = "0123456789ABCDEF";
      std::string code{'0', 'x', kHex[byte >> 4], kHex[byte & 15]};
      return make(span(found_), "the control character " + code + " cannot stand in a script");
    }
    if (byte >= 0x80)
      return make(span(found_), "this character can only stand in strings and comments");
    return make(span(found_), "the character " + quoted(found_) + " has no meaning in scripts",
                hint_for_character(c));
  }

  std::optional<Diagnostic> misplaced_directive() {
    if (found_.type == TokenType::kAtUnknown) return describe_unknown_directive(source_, found_);
    if (is_line_directive(found_.type))
      return make(span(found_), quoted(found_) + " cannot stand inside a declaration",
                  "move it in front of it");
    return std::nullopt;
  }

  std::optional<Diagnostic> missing_quote() {
    return describe_missing_quote(source_, taken_, found_);
  }

  // for ( i = 0; ...
  std::optional<Diagnostic> counting_loop() {
    if (!inside(Rule::kForStatement) || inside(Rule::kStatement) == false) return std::nullopt;
    if (expectation_.open_rules().back() != Rule::kForStatement && !inside(Rule::kLoopKeys))
      return std::nullopt;
    bool is_counting = found_.type == TokenType::kAssign ||
                       found_.type == TokenType::kLocalBinding ||
                       found_.type == TokenType::kSemicolon || found_.type == TokenType::kInt ||
                       found_.type == TokenType::kCount;
    if (!is_counting || next_token().type == TokenType::kIn) return std::nullopt;
    if (auto declared = describe_declared_loop(source_, taken_, found_)) return declared;
    return make(span(found_), "`for` goes through a container: `for ( element in container )`",
                "use `while` to count");
  }

  std::optional<Diagnostic> postfix_increment() {
    bool is_step = found_.type == TokenType::kIncrement || found_.type == TokenType::kDecrement;
    if (!is_step || !accepts(TokenType::kPlus) || found_.starts_line) return std::nullopt;
    std::string word(text(found_));
    std::vector<Token> words = sentence();
    std::string_view operand =
        std::string_view(source_.text).substr(words[0].begin, previous()->end() - words[0].begin);
    bool is_short = words[0].type == TokenType::kName && operand.size() <= 40 &&
                    operand.find('\n') == operand.npos && open_brackets(words).empty();
    if (!is_short) operand = previous_is(TokenType::kName) ? text(*previous()) : "";
    return make(span(found_), "`" + word + "` stands before its operand, not behind it",
                operand.empty() ? "" : "write `" + word + std::string(operand) + "`");
  }

  std::optional<Diagnostic> foreign_syntax() {
    return describe_foreign_syntax(source_, taken_, found_);
  }
  std::optional<Diagnostic> comparison_for_assignment() {
    if (found_.type == TokenType::kEqual && accepts(TokenType::kAssign) &&
        !accepts(TokenType::kEqual))
      return make(span(found_), "`==` compares, it does not assign", "write `=`");
    return std::nullopt;
  }

  // '&' is an operator unless a known attribute follows.
  std::optional<Diagnostic> unknown_attribute() {
    if (found_.type != TokenType::kAmpersand || !accepts(TokenType::kAttrLog)) return std::nullopt;
    Token next = found_.end() < source_.text.size()
                     ? scan_token(source_.text, found_.end(), LexerMode::kDefault)
                     : Token{};
    if (next.type != TokenType::kName && !is_keyword(next.type)) return std::nullopt;
    Span both{source_.base + found_.begin, 1 + next.length};
    Nearest nearest(text(next));
    for (size_t i = 0; i < size_t(kTokenTypeCount); ++i)
      if (is_attribute(TokenType(i))) nearest.offer(token_text(TokenType(i)).substr(1));
    std::string hint;
    if (!nearest.found().empty()) hint = "did you mean `&" + std::string(nearest.found()) + "`?";
    if (hint.empty() && !nearest.related().empty())
      hint = "did you mean `&" + std::string(nearest.related()) + "`?";
    if (std::string removed = removed_attribute_hint(text(next)); !removed.empty()) hint = removed;
    return make(both, "unknown attribute `&" + std::string(text(next)) + "`", std::move(hint));
  }

  std::vector<Token> sentence() const { return last_sentence(taken_); }

  // `-- ...` is read as a step. Comments of C are item_repair.cc's.
  std::optional<Diagnostic> comment_of_dashes() {
    std::vector<Token> words = sentence();
    bool is_dashes = words.size() > 1 && words[0].type == TokenType::kDecrement &&
                     words[0].end() != words[1].begin;
    if (!is_dashes) return std::nullopt;
    return make(span(words[0]), "`--` begins no comment in this language",
                "comments begin with `#` and end with the line");
  }

  std::optional<Diagnostic> misspelt_word() {
    return describe_misspelt_word(source_, taken_, found_);
  }

  std::optional<Diagnostic> end_of_file() {
    if (found_.type != TokenType::kEnd) return std::nullopt;
    if (brackets_.empty()) {
      Diagnostic diagnostic = make(gap(), "the file ends within a declaration");
      if (accepts(TokenType::kSemicolon))
        diagnostic.message = "the file ends before the `;` of this declaration";
      return diagnostic;
    }
    if (auto brace = describe_unclosed_brace(source_, taken_)) return brace;
    const Token& opening = taken_[brackets_.back()];
    Diagnostic diagnostic =
        make(span(opening), "this " + quoted(opening) + " is never closed",
             "the file ends before a `" + std::string(closing(opening.type)) + "`");
    return diagnostic;
  }

  std::optional<Diagnostic> wrong_bracket() {
    bool closes = found_.type == TokenType::kParenClose ||
                  found_.type == TokenType::kBracketClose || found_.type == TokenType::kBraceClose;
    if (!closes) return std::nullopt;
    bool ends_export = found_.type == TokenType::kBraceClose && accepts(TokenType::kSemicolon);
    if (brackets_.empty() && ends_export && previous()) return std::nullopt;
    if (brackets_.empty()) return make(span(found_), quoted(found_) + " closes nothing");
    TokenType opening = taken_[brackets_.back()].type;
    if (opening == TokenType::kBraceOpen && found_.type != TokenType::kBraceClose &&
        !accepts(TokenType::kBraceClose) &&
        (accepts(TokenType::kSemicolon) || accepts(TokenType::kIf)))
      return make(span(found_), quoted(found_) + " closes nothing");
    if (closing_type(opening) == found_.type || !accepts(closing_type(opening)))
      return std::nullopt;
    if (auto call = describe_open_call(source_, taken_)) return call;
    if (auto earlier = describe_earlier_bracket(source_, taken_, found_)) return earlier;
    // A brace behind an open parenthesis: the parenthesis was forgotten, not mistyped, unless it
    // had to stand on a line of its own.
    size_t next = brackets_.back() + 1;
    bool hangs = next < taken_.size() && taken_[next].starts_line;
    bool is_forgotten = found_.starts_line && found_.type == TokenType::kBraceClose && !hangs;
    Diagnostic diagnostic =
        make(is_forgotten ? gap() : span(found_),
             "expected `" + std::string(closing(opening)) + "` before " + quoted(found_));
    note_opening(diagnostic);
    return diagnostic;
  }

  std::optional<Diagnostic> keyword_as_name() {
    if (!is_keyword(found_.type) || !accepts(TokenType::kName)) return std::nullopt;
    bool in_parameters = inside(Rule::kParameters) || inside(Rule::kSignature);
    bool is_named = next_character(source_.text, found_) == ':';
    bool in_fields = inside(Rule::kRecordBody) || inside(Rule::kRedefRecord);
    if ((in_parameters || in_fields) && is_type_word(found_.type) && !is_named)
      return make(span(found_),
                  in_parameters ? "the name of a parameter stands before its type"
                                : "the name of a field stands before its type",
                  "write `name: " + std::string(text(found_)) + "`");
    if (previous_is(TokenType::kDollar))
      return make(span(found_), quoted(found_) + " is a word of the language and no field");
    if (std::string hint = declared_word(); !hint.empty())
      return make(span(found_), quoted(found_) + " cannot stand here", std::move(hint));
    if (std::string hint = needless_word(); !hint.empty())
      return make(span(found_), quoted(found_) + " has no place here", std::move(hint));
    if (found_.starts_line && (accepts(TokenType::kSemicolon) || !previous())) return std::nullopt;
    // Where an expression may stand, a key word is more likely a statement gone astray.
    if (accepts(TokenType::kCountLiteral) || accepts(TokenType::kOpaque)) return std::nullopt;
    if (previous_is(found_.type))
      return make(span(found_), quoted(found_) + " is written twice", "leave one of them out");
    return make(span(found_), quoted(found_) + " is a word of the language and cannot be a name",
                "choose another name, such as `" + std::string(text(found_)) + "_`");
  }

  // option count limit = 5, local function f() { ... }
  std::string declared_word() const {
    bool is_named = next_token().type == TokenType::kName;
    if (previous_is(TokenType::kRedef) && declares(found_.type) && is_named)
      return found_.type == TokenType::kType
                 ? "write `redef record Name += { ... };` or `redef enum Name += { ... };`"
                 : "write `redef name = value;`";
    if (!previous() || !declares(previous()->type)) return {};
    std::string word(text(found_));
    std::string declaring(text(*previous()));
    Token next = next_token();
    if (found_.type == TokenType::kFunction && previous_is(TokenType::kLocal))
      return "write `local name = function(...) { ... };`";
    if (declares(found_.type) && !previous_is(found_.type) && is_named)
      return "write one of `" + declaring + "` and `" + word + "`";
    if (previous_is(TokenType::kType) && next.type != TokenType::kName &&
        next.type != TokenType::kColon)
      return "write `type Name: " + word + " ...`";
    bool is_turned = is_type_word(found_.type) && next.type == TokenType::kName;
    return is_turned ? "write `" + declaring + " " + std::string(text(next)) + ": " + word + "`"
                     : "";
  }
  // What stands behind `found_` on its line.
  Token next_token() const {
    size_t at = source_.text.find_first_not_of(" \t", found_.end());
    return at == std::string::npos ? Token{}
                                   : scan_token(source_.text, uint32_t(at), LexerMode::kDefault);
  }

  // schedule 1sec { event e() }, global event e(), record { local x: count; }
  std::string needless_word() const {
    if (inside(Rule::kRecordBody) && declares(found_.type))
      return "a field is declared `name: type;`";
    bool is_callable = found_.type == TokenType::kEvent || found_.type == TokenType::kHook ||
                       found_.type == TokenType::kFunction;
    if (!is_callable || found_.starts_line) return {};
    std::string word(text(found_));
    if (previous_is(TokenType::kGlobal)) return "write `global name: " + word + "(...);`";
    return previous_is(TokenType::kBraceOpen) ? "write `schedule 1sec { event_name(...) };`" : "";
  }
  static bool declares(TokenType type) {
    return type == TokenType::kGlobal || type == TokenType::kLocal || type == TokenType::kConst ||
           type == TokenType::kOption || type == TokenType::kType;
  }

  std::optional<Diagnostic> declaration_inside() {
    bool declares = found_.type == TokenType::kGlobal || found_.type == TokenType::kOption ||
                    found_.type == TokenType::kModule || found_.type == TokenType::kExport ||
                    found_.type == TokenType::kRedef || found_.type == TokenType::kType;
    if (!declares || !accepts(TokenType::kLocal)) return std::nullopt;
    std::string hint = found_.type == TokenType::kGlobal
                           ? "variables of a body are declared with `local`"
                           : "move it out of the body";
    return make(span(found_), quoted(found_) + " cannot stand inside a body", hint);
  }

  std::optional<Diagnostic> lonely_else() {
    if (found_.type != TokenType::kElse) return std::nullopt;
    if (!previous_is(TokenType::kSemicolon) && !previous_is(TokenType::kBraceClose))
      return std::nullopt;
    if (inside(Rule::kSwitchCase) && next_character(source_.text, found_) == ':')
      return make(span(found_), "`else` is no label of a switch", "write `default:`");
    if (auto open = describe_open_branch(source_, taken_, found_)) return open;
    if (auto cut = describe_cut_off_if(source_, taken_, found_)) return cut;
    return make(span(found_), "this `else` belongs to no `if`",
                "several statements behind an `if` need `{` and `}` around them");
  }

  std::optional<Diagnostic> missing_semicolon() {
    if (!accepts(TokenType::kSemicolon) || !previous()) return std::nullopt;
    if (accepts(TokenType::kIf)) return std::nullopt;  // it would be a statement of its own
    bool begins_something = found_.starts_line || found_.type == TokenType::kBraceClose ||
                            begins_statement(found_.type);
    if (!begins_something) return std::nullopt;
    // Within parentheses the bracket is what is missing.
    if (!brackets_.empty() && taken_[brackets_.back()].type != TokenType::kBraceOpen)
      return std::nullopt;
    std::vector<Token> words = sentence();
    if (brackets_.empty() && taken_.size() > 1 && taken_[0].type == TokenType::kFunction &&
        taken_[1].type == TokenType::kParenOpen)
      return make(span(taken_[1]), "this function has no name", "write `function name(...)`");
    if (found_.type == TokenType::kBraceOpen && previous_is(TokenType::kParenClose))
      if (std::optional<Diagnostic> handler = misread_handler(words)) return handler;
    bool is_when =
        found_.type == TokenType::kBraceOpen && !words.empty() && words[0].type == TokenType::kWhen;
    return make(gap(), "a `;` is missing behind " + quoted(*previous()),
                is_when ? "captures stand before the condition: `when [x] ( ... )`"
                : found_.type == TokenType::kBraceOpen ? syntax_hint(source_, taken_, found_)
                                                       : "");
  }

  // event e(c) { and e(c: count) { look like an event that is raised and a call until the brace.
  std::optional<Diagnostic> misread_handler(const std::vector<Token>& words) const {
    if (words.size() < 3) return std::nullopt;
    if (words[0].type == TokenType::kEvent && brackets_.empty())
      return make(gap(), "the parameters of a handler have types", "write `(name: type, ...)`");
    if (words[0].type == TokenType::kEvent)
      return make(span(words[0]), "a handler cannot stand inside a body",
                  "move it out of the body");
    if (words[0].type != TokenType::kName || words[1].type != TokenType::kParenOpen ||
        !brackets_.empty())
      return std::nullopt;
    std::string name(text(words[0]));
    return make(span(words[0]), "no word says what " + quoted(words[0]) + " is",
                "write `event " + name + "(...) { ... }` for a handler, `function " + name +
                    "(...)` for a function");
  }

  std::optional<Diagnostic> missing_bracket() {
    if (brackets_.empty()) return std::nullopt;
    const Token& opening = taken_[brackets_.back()];
    if (previous() == &opening && opening.type == TokenType::kBraceOpen) return std::nullopt;
    if (!accepts(closing_type(opening.type))) return std::nullopt;
    bool holds_braces = found_.type == TokenType::kBraceOpen && accepts(TokenType::kCountLiteral);
    if (holds_braces) return std::nullopt;
    bool ends_something = found_.type == TokenType::kSemicolon ||
                          found_.type == TokenType::kBraceOpen ||
                          found_.type == TokenType::kBraceClose || found_.starts_line;
    if (!ends_something) return std::nullopt;
    bool may_follow = is_keyword(found_.type) && found_.type != TokenType::kTimeout &&
                      found_.type != TokenType::kElse;
    if (opening.type == TokenType::kBraceOpen && !may_follow &&
        found_.type != TokenType::kSemicolon)
      return std::nullopt;
    // A list that goes on in the next line lacks a comma, not its bracket.
    if (found_.starts_line && accepts(TokenType::kComma) && begins_operand()) return std::nullopt;
    bool in_enum = brackets_.back() > 0 && taken_[brackets_.back() - 1].type == TokenType::kEnum;
    in_enum =
        in_enum || (brackets_.size() == 1 && taken_.size() > 1 &&
                    taken_[0].type == TokenType::kRedef && taken_[1].type == TokenType::kEnum);
    if (in_enum && found_.type == TokenType::kSemicolon)
      return make(span(found_), "labels are separated by `,`, not by `;`");
    if (found_.type == TokenType::kSemicolon && in_schedule())
      return make(span(found_), "no `;` stands within the braces of `schedule`",
                  "write `schedule 1sec { event_name(...) };`");
    if (auto call = describe_open_call(source_, taken_)) return call;
    if (auto index = describe_open_index(source_, taken_)) return index;
    Diagnostic diagnostic = make(gap(), "a `" + std::string(closing(opening.type)) +
                                            "` is missing behind " + quoted(*previous()));
    note_opening(diagnostic);
    return diagnostic;
  }

  // Whether the innermost brace is the one around what is scheduled.
  bool in_schedule() const {
    for (size_t i = brackets_.back(); i-- > 0;) {
      if (taken_[i].type == TokenType::kSchedule) return true;
      if (taken_[i].type == TokenType::kSemicolon || taken_[i].type == TokenType::kBraceOpen)
        return false;
    }
    return false;
  }

  // [1] = 2   [3] = 4
  std::optional<Diagnostic> missing_separator() {
    if (!accepts(TokenType::kComma) || !previous() || brackets_.empty()) return std::nullopt;
    if (!begins_operand()) return std::nullopt;
    // event e(connection c) was read as an event that is raised.
    bool is_turned = taken_[0].type == TokenType::kEvent && brackets_.size() == 1 &&
                     found_.type == TokenType::kName && previous_is(TokenType::kName) &&
                     (previous_is(TokenType::kParenOpen, 1) || previous_is(TokenType::kComma, 1));
    if (is_turned)
      return make(span(*previous()), "the name of a parameter stands before its type",
                  "write `" + std::string(text(found_)) + ": " + std::string(text(*previous())) +
                      "`");
    bool in_captures = found_.type == TokenType::kDollar && brackets_.back() > 0 &&
                       (taken_[brackets_.back() - 1].type == TokenType::kFunction ||
                        taken_[brackets_.back() - 1].type == TokenType::kWhen);
    if (in_captures)
      return make(span(found_), "only local variables are captured, not their fields",
                  "capture " + quoted(*previous()) + " itself");
    return make(gap(), "a `,` is missing between " + quoted(*previous()) + " and " + quoted(found_),
                syntax_hint(source_, taken_, found_));
  }

  // A line that begins with something else than what belongs behind the one before.
  std::optional<Diagnostic> missing_opening() {
    if (!found_.starts_line || !previous()) return std::nullopt;
    if (accepts(TokenType::kName) || accepts(TokenType::kCountLiteral)) return std::nullopt;
    bool lacks_body = begins_callable() && brackets_.empty() && accepts(TokenType::kBraceOpen);
    bool in_case = !expectation_.open_rules().empty() && inside(Rule::kSwitchCase);
    std::vector<Token> words = sentence();
    bool in_switch = !words.empty() && words[0].type == TokenType::kSwitch &&
                     found_.type != TokenType::kBraceOpen;
    bool opens_switch = in_switch && words.size() > 1 && accepts(TokenType::kBraceOpen);
    bool opens_timeout = !words.empty() && words[0].type == TokenType::kTimeout && words.size() > 1;
    TokenType missing = lacks_body || opens_switch || opens_timeout ? TokenType::kBraceOpen
                        : in_case                                   ? TokenType::kColon
                        : accepts(TokenType::kParenOpen)            ? TokenType::kParenOpen
                                                                    : TokenType::kBraceOpen;
    if (!accepts(missing)) return std::nullopt;
    bool is_other = missing == TokenType::kBraceOpen && opens_list(found_.type);
    if (is_other) return make(span(found_), "a `{` belongs here, not a " + quoted(found_));
    return make(gap(), "a `" + std::string(token_text(missing)) + "` is missing behind " +
                           quoted(*previous()));
  }

  bool begins_callable() const {
    return taken_[0].type == TokenType::kEvent || taken_[0].type == TokenType::kHook ||
           taken_[0].type == TokenType::kFunction;
  }
  bool begins_operand() const { return avocet::begins_operand(found_.type); }

  std::optional<Diagnostic> word_operator() {
    return describe_word_operator(source_, taken_, found_);
  }

  // ---- The general case ----

  Diagnostic unexpected() {
    std::string hint = syntax_hint(source_, taken_, found_);
    char next = next_character(source_.text, found_);
    bool is_bare = taken_.empty() && hint.empty() && entry_ == Rule::kDeclaration &&
                   found_.type == TokenType::kName && (next == '=' || next == ':' || next == '+');
    if (is_bare) hint = "declare it with `global`, `const`, `option` or `type`, or `redef` it";
    bool condition = previous_is(TokenType::kIf) || previous_is(TokenType::kWhile);
    if (condition && accepts(TokenType::kParenOpen))
      hint = "write `" + std::string(text(*previous())) + " ( ... )`";
    // event e():
    bool lacks_result = found_.type == TokenType::kBraceOpen && previous_is(TokenType::kColon) &&
                        previous_is(TokenType::kParenClose, 1) && brackets_.empty() &&
                        begins_callable();
    if (lacks_result)
      return make(span(*previous()), "the type of a result is missing behind `:`",
                  taken_[0].type == TokenType::kFunction
                      ? "leave the `:` out if the function returns nothing"
                      : "leave the `:` out: a body follows in `{ }`");
    bool lacks_operand =
        found_.starts_line && previous() && accepts(TokenType::kCountLiteral) &&
        !accepts(TokenType::kIf) && !accepts(TokenType::kSemicolon) &&
        (brackets_.empty() || !accepts(closing_type(taken_[brackets_.back()].type)));
    if (lacks_operand)
      return make(gap(), "an expression is missing behind " + quoted(*previous()), hint);
    std::string expected = "expected " + expected_phrase(entry_, expectation_.accepted());
    // What begins a line and a statement is in order: the line before it ends too early.
    bool is_cut_off = found_.starts_line && previous() && !ends_statement(previous()->type) &&
                      (found_.type == TokenType::kBraceClose || begins_statement(found_.type) ||
                       begins_declaration(found_.type));
    // global t: table[addr] of  before a line  event e() {
    bool is_head = found_.type == TokenType::kName && previous(1) && previous()->starts_line &&
                   begins_declaration(previous()->type) && accepts(TokenType::kParenOpen) &&
                   !ends_statement(previous(1)->type);
    if (is_head)
      return make({source_.base + previous(1)->end(), 0},
                  "a type is missing behind " + quoted(*previous(1)), hint);
    Diagnostic diagnostic = is_cut_off
                                ? make(gap(), expected + " behind " + quoted(*previous()), hint)
                                : make(span(found_), expected + ", found " + quoted(found_), hint);
    bool is_close = !brackets_.empty() && taken_[brackets_.back()].type != TokenType::kBraceOpen &&
                    accepts(closing_type(taken_[brackets_.back()].type));
    if (is_close) note_opening(diagnostic);
    return diagnostic;
  }

  Rule entry_;
  Expectation expectation_;
  std::vector<size_t> brackets_;
};

}  // namespace

Diagnostic describe_syntax_error(const Ast& ast, Rule entry, const std::vector<Token>& taken,
                                 const Token& found) {
  if (const Token* brace = misread_body(taken))
    return SyntaxErrorText(ast, entry, {taken.data(), brace}, *brace).describe();
  return SyntaxErrorText(ast, entry, taken, found).describe();
}

bool expects(Rule entry, const std::vector<Token>& taken, TokenType type) {
  std::vector<TokenType> types;
  for (const Token& token : taken) types.push_back(token.type);
  return Expectation(entry, types).accepts(type);
}

}  // namespace avocet
