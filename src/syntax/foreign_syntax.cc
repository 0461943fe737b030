#include "syntax/foreign_syntax.h"

#include <array>
#include <string>
#include <string_view>

#include "base/spelling.h"
#include "syntax/parse_stop.h"

namespace avocet {
namespace {

class ForeignSyntax : ParseStop {
 public:
  using ParseStop::ParseStop;

  std::optional<Diagnostic> describe() const {
    using Case = std::optional<Diagnostic> (ForeignSyntax::*)() const;
    static constexpr Case kCases[] = {
        &ForeignSyntax::conflict_mark,
        &ForeignSyntax::cast_of_c,
        &ForeignSyntax::behind_directive,
        &ForeignSyntax::range,
        &ForeignSyntax::arrow_function,
        &ForeignSyntax::foreign_operator,
        &ForeignSyntax::macro,
        &ForeignSyntax::redefined_record,
        &ForeignSyntax::word_of_shells,
        &ForeignSyntax::method,
        &ForeignSyntax::foreign_word,
        &ForeignSyntax::misplaced_word,
        &ForeignSyntax::literal_prefix,
        &ForeignSyntax::literal_suffix,
        &ForeignSyntax::triple_quote,
        &ForeignSyntax::dotted_name,
        &ForeignSyntax::loop_over_pair,
        &ForeignSyntax::longer_attribute,
        &ForeignSyntax::assigned_default,
        &ForeignSyntax::misspelt_unit,
        &ForeignSyntax::misspelt_container,
    };
    for (Case known : kCases)
      if (std::optional<Diagnostic> diagnostic = (this->*known)()) return diagnostic;
    return std::nullopt;
  }

  // a and b, not c
  std::optional<Diagnostic> word_operator() const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kWords = {
        {{"and", "&&"},
         {"or", "||"},
         {"elif", "else if"},
         {"elseif", "else if"},
         {"elsif", "else if"},
         {"mod", "%"},
         {"xor", "^"},
         {"instanceof", "is"}}};
    for (const Token* token : {&found_, previous()}) {
      if (!token || token->type != TokenType::kName) continue;
      std::string word(text(*token));
      std::string lower;
      for (char c : word) lower += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
      std::string instead;
      for (const auto& [known, meant] : kWords)
        if (lower == known && (lower == word || token == &found_)) instead = meant;
      if (word == "not" && token != &found_) instead = "!";
      if (!instead.empty())
        return make(token->begin, token->end(), "`" + word + "` is not a word of the language",
                    "write `" + instead + "`");
    }
    return std::nullopt;
  }

  std::optional<Diagnostic> declared_loop() const {
    std::string_view head = std::string_view(source_.text).substr(found_.begin);
    head = head.substr(0, head.find_first_of("=;\n"));
    if (found_.type != TokenType::kLocalBinding || head.find(" in ") == head.npos)
      return std::nullopt;
    return make(found_.begin, found_.end(), "the variables of a loop are declared by the loop",
                "leave the word `local` out");
  }

 private:
  bool in_callable() const {
    if (taken_.empty()) return false;
    TokenType first = taken_[0].type;
    return first == TokenType::kFunction || first == TokenType::kEvent || first == TokenType::kHook;
  }
  // What opens the innermost bracket, with the token before it.
  std::pair<const Token*, const Token*> opening() const {
    size_t depth = 0;
    for (size_t i = taken_.size(); i-- > 0;) {
      switch (taken_[i].type) {
      case TokenType::kParenClose:
      case TokenType::kBracketClose:
      case TokenType::kBraceClose: ++depth; break;
      case TokenType::kParenOpen:
      case TokenType::kBracketOpen:
      case TokenType::kBraceOpen:
        if (depth == 0) return {&taken_[i], i > 0 ? &taken_[i - 1] : nullptr};
        --depth;
        break;
      default: break;
      }
    }
    return {nullptr, nullptr};
  }

  Diagnostic make(uint32_t begin, uint32_t end, std::string message, std::string hint) const {
    Diagnostic diagnostic;
    diagnostic.span = {source_.base + begin, end - begin};
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.code = "syntax";
    return diagnostic;
  }

  // What a version control system leaves where two versions could not be joined.
  std::optional<Diagnostic> conflict_mark() const {
    std::string_view all = source_.text;
    size_t begin = found_.begin == 0 ? all.npos : all.rfind('\n', found_.begin - 1);
    begin = begin == all.npos ? 0 : begin + 1;
    std::string_view line = all.substr(begin, all.find('\n', begin) - begin);
    for (std::string_view mark : {"<<<<<<<", "=======", ">>>>>>>", "|||||||"})
      if (line.starts_with(mark))
        return make(uint32_t(begin), uint32_t(begin + mark.size()),
                    "this is the mark of a merge that was not finished",
                    "keep one of the two versions and take the marks out");
    return std::nullopt;
  }

  // (count) x
  std::optional<Diagnostic> cast_of_c() const {
    size_t n = taken_.size();
    bool in_parens = n >= 3 && previous_is(TokenType::kParenClose) &&
                     taken_[n - 3].type == TokenType::kParenOpen && found_.type == TokenType::kName;
    if (!in_parens) return std::nullopt;
    std::string type(text(taken_[n - 2]));
    bool is_type = type == "count" || type == "int" || type == "double" || type == "string" ||
                   type == "addr" || type == "port" || type == "float" || type == "char" ||
                   type == "time" || type == "interval" || type == "bool";
    if (!is_type) return std::nullopt;
    std::string name(text(found_));
    std::string hint = "a value of type any is cast by `" + name + " as " + type + "`";
    if (type == "count" || type == "int" || type == "double" || type == "string")
      hint =
          "call what converts: to_count(), to_int(), double_to_count(), count_to_double(), cat()";
    return make(taken_[n - 3].begin, found_.begin, "`(" + type + ")` converts nothing",
                std::move(hint));
  }

  // `x *= 2`, `a ** b`, `x := 5`: the parse stops at the second character or at the first.
  std::optional<Diagnostic> foreign_operator() const {
    struct Known {
      std::string_view op, hint;
    };
    static constexpr std::array<Known, 23> kKnown = {
        {{"...", "functions take a fixed number of parameters: pass a vector, or declare `x: any`"},
         {"..", "strings are joined with `+`; there are no ranges"},
         {"?.", "whether a field is set is asked with `r?$field`"},
         {"??", "write `r?$field ? r$field : otherwise`"},
         {"~=", "values are compared with `!=`"},
         {"!~", "write `/pattern/ !in text`"},
         {"=~", "write `/pattern/ in text`"},
         {"===", "values are compared with `==` and `!=`"},
         {"!==", "values are compared with `==` and `!=`"},
         {"&&=", "write `x = x && y`"},
         {"||=", "write `x = x || y`"},
         {"**", "use pow() for powers"},
         {"*=", "write `x = x * y`"},
         {"/=", "write `x = x / y`"},
         {"%=", "write `x = x % y`"},
         {"&=", "write `x = x & y`"},
         {"|=", "write `x = x | y`"},
         {"^=", "write `x = x ^ y`"},
         {":=", "write `=`; a new variable is declared with `local`"},
         {"<>", "values are compared with `==` and `!=`"},
         {"=>", "a function is written `function(x: count): count { return x; }`"},
         {"=<", "write `<=`"},
         {"->", "the fields of a record are named with `$`"}}};
    for (uint32_t begin : {touches() ? previous()->begin : found_.begin, found_.begin}) {
      std::string_view rest = std::string_view(source_.text).substr(begin);
      for (const Known& known : kKnown) {
        if (!rest.starts_with(known.op)) continue;
        std::string hint(known.hint);
        bool result = known.op == "->" &&
                      (ends_parameters() || (in_callable() && opening().first == nullptr));
        if (result) hint = "the type of the result stands behind a `:`";
        if (known.op == "->" && ends_table_type()) hint = "write `table[key] of value`";
        if (known.op == "=>" && opening().first && opening().first->type != TokenType::kParenOpen)
          hint = "an element of a table is written `[key] = value`";
        const Token* before = opening().second;
        bool in_condition =
            before && (before->type == TokenType::kIf || before->type == TokenType::kWhile);
        if (known.op == "=>" && in_condition) hint = "write `>=`";
        if (known.op == ".." && opening().first) hint = range_hint(hint);
        return make(begin, begin + uint32_t(known.op.size()),
                    "there is no operator `" + std::string(known.op) + "`", std::move(hint));
      }
    }
    return std::nullopt;
  }

  std::string range_hint(std::string otherwise) const {
    if (opening().first->type == TokenType::kBracketOpen) return "a slice is written `s[from:to]`";
    bool is_loop = opening().second && opening().second->type == TokenType::kFor;
    return is_loop ? "there are no ranges: count with `while`" : otherwise;
  }

  // Whether the token before `found_` closes the index of a table type.
  bool ends_table_type() const {
    const Token* before = before_group(TokenType::kBracketOpen, TokenType::kBracketClose);
    return before && before->type == TokenType::kTable;
  }

  // Whether it closes the parameters of a type of functions.
  bool ends_parameters() const {
    const Token* before = before_group(TokenType::kParenOpen, TokenType::kParenClose);
    return before && (before->type == TokenType::kFunction || before->type == TokenType::kEvent ||
                      before->type == TokenType::kHook);
  }

  // What stands before the brackets that end right before `found_`; null: none end there.
  const Token* before_group(TokenType open, TokenType close) const {
    size_t depth = 0;
    for (size_t i = taken_.size(); i-- > 0;) {
      if (taken_[i].type == close) ++depth;
      if (depth == 0) return nullptr;
      if (taken_[i].type == open && --depth == 0) return i > 0 ? &taken_[i - 1] : nullptr;
    }
    return nullptr;
  }

  // v[1..3] was read as two numbers.
  std::optional<Diagnostic> range() const {
    bool is_range = previous_is(TokenType::kDoubleLiteral) && touches() &&
                    found_.type == TokenType::kDoubleLiteral &&
                    source_.text[found_.begin - 1] == '.';
    if (!is_range) return std::nullopt;
    std::string hint = opening().first ? range_hint("there are no ranges: list the values, or "
                                                    "compare with `if`")
                                       : "there are no ranges: count with `while`";
    return make(found_.begin - 1, found_.begin + 1, "there is no operator `..`", std::move(hint));
  }

  // (a, b) => a - b
  std::optional<Diagnostic> arrow_function() const {
    std::string_view rest = std::string_view(source_.text).substr(found_.begin);
    rest = rest.substr(0, rest.find('\n'));
    size_t arrow = rest.find(") =>");
    bool is_list = found_.type == TokenType::kComma && previous_is(TokenType::kName) &&
                   opening().first && opening().first->type == TokenType::kParenOpen;
    if (!is_list || rest.substr(0, arrow).find('(') != rest.npos || arrow == rest.npos)
      return std::nullopt;
    uint32_t begin = found_.begin + uint32_t(arrow) + 2;
    return make(begin, begin + 2, "there is no operator `=>`",
                "a function is written `function(x: count): count { return x; }`");
  }

  // @else if ( x ), @endif ( x ): a line that has another meaning than it seems to have.
  std::optional<Diagnostic> behind_directive() const {
    const Token& first = taken_.empty() ? found_ : taken_[0];
    std::string_view all = source_.text;
    size_t line = first.begin == 0 ? 0 : all.rfind('\n', first.begin - 1) + 1;
    std::string_view before = all.substr(line, first.begin - line);
    size_t at = before.find('@');
    if (at == before.npos || before.find_first_not_of(" \t") != at) return std::nullopt;
    std::string word(before.substr(at, before.find_last_not_of(" \t") + 1 - at));
    if (word != "@else" && word != "@endif") return std::nullopt;
    return make(first.begin, first.end(), "nothing stands behind `" + word + "` on its line",
                word == "@else" ? "a second condition is an `@if ( ... )` of its own, with its "
                                  "`@endif`, within the `@else`"
                                : "leave it out");
  }

  // The first word of the statement that the parse stopped in.
  const Token* first_word() const {
    const Token* first = nullptr;
    for (const Token& token : taken_) {
      bool ends = token.type == TokenType::kSemicolon || token.type == TokenType::kBraceOpen ||
                  token.type == TokenType::kBraceClose;
      first = ends ? nullptr : first ? first : &token;
    }
    return first;
  }

  std::optional<Diagnostic> foreign_word() const {
    struct Known {
      std::string_view word, hint;
    };
    static constexpr std::array<Known, 19> kKnown = {
        {{"elif", "write `else if`"},
         {"elseif", "write `else if`"},
         {"elsif", "write `else if`"},
         {"foreach", "write `for ( element in container )`"},
         {"until", "write `while ( ! condition )`"},
         {"do", "write `while ( T ) { ... if ( ! condition ) break; }`"},
         {"repeat", "write `while ( T ) { ... if ( condition ) break; }`"},
         {"unless", "write `if ( ! ( condition ) )`"},
         {"defer", "what is done at the end stands there"},
         {"import", "write `@load path/of/the/script`"},
         {"func", "write `function`"},
         {"fn", "write `function`"},
         {"def", "write `function`"},
         {"let", "write `local`, or `global` outside of functions"},
         {"var", "write `local`, or `global` outside of functions"},
         {"try", "an error ends the handler; nothing is thrown or caught"},
         {"throw", "an error ends the handler; nothing is thrown or caught"},
         {"endif", "a body of several statements stands in `{ }`"},
         {"raise", "write `event name(...);`"}}};
    const Token* first = first_word();
    if (!first || first->type != TokenType::kName) return std::nullopt;
    for (const Known& known : kKnown)
      if (text(*first) == known.word)
        return make(first->begin, first->end(),
                    "`" + std::string(known.word) + "` is not a word of the language",
                    std::string(known.hint));
    return std::nullopt;
  }

  // sort(v, lambda a, b: a - b), if ( x ) raise "no", local r = new R(), local function f()
  std::optional<Diagnostic> misplaced_word() const {
    struct Known {
      std::string_view word, hint;
    };
    static constexpr std::array<Known, 6> kKnown = {
        {{"lambda", "write `function(a: count, b: count): int { return ...; }`"},
         {"func", "write `function`"},
         {"raise", "an error ends the handler; nothing is thrown or caught"},
         {"throw", "an error ends the handler; nothing is thrown or caught"},
         {"new", "leave it out: `R($field=value)` makes a record"},
         {"await", "write `when [captures] ( local x = f() ) { ... }`"}}};
    // fn(a: count): the parse stops at the colon.
    const Token* called = opening().second;
    bool is_function = found_.type == TokenType::kColon && previous_is(TokenType::kName) &&
                       opening().first && opening().first->type == TokenType::kParenOpen &&
                       called && called->type == TokenType::kName;
    if (is_function)
      for (std::string_view known : {"fn", "func", "def", "lambda", "fun"})
        if (text(*called) == known)
          return make(called->begin, called->end(),
                      "`" + std::string(known) + "` is not a word of the language",
                      "write `function`");
    bool is_word = previous_is(TokenType::kName) && !found_.starts_line && !touches();
    if (!is_word || previous_is(TokenType::kDollar, 1)) return std::nullopt;
    for (const Known& known : kKnown)
      if (text(*previous()) == known.word)
        return make(previous()->begin, previous()->end(),
                    "`" + std::string(known.word) + "` is not a word of the language",
                    std::string(known.hint));
    return std::nullopt;
  }

  // f"...", r'...'
  std::optional<Diagnostic> literal_prefix() const {
    bool is_string =
        found_.type == TokenType::kStringLiteral || found_.type == TokenType::kUnterminatedString;
    if (!is_string || !touches() || !previous_is(TokenType::kName)) return std::nullopt;
    std::string_view prefix = text(*previous());
    std::string hint = "leave the `" + std::string(prefix) + "` out";
    if (prefix == "f") hint = "put values into strings with fmt(\"... %s\", value)";
    if (prefix == "r") hint = "patterns are written between slashes: /.../";
    return make(previous()->begin, found_.begin, "strings have no prefix", std::move(hint));
  }

  // 10u, 5ms, 5 seconds
  std::optional<Diagnostic> literal_suffix() const {
    if (found_.type != TokenType::kName || !touches()) return std::nullopt;
    bool is_interval = previous_is(TokenType::kIntervalLiteral);
    if (!is_interval && !previous_is(TokenType::kCountLiteral) &&
        !previous_is(TokenType::kDoubleLiteral))
      return std::nullopt;
    std::string_view written =
        std::string_view(source_.text).substr(previous()->begin, found_.end() - previous()->begin);
    std::string_view unit = is_interval ? written : text(found_);
    bool is_time = is_interval || unit == "ms" || unit == "us" || unit == "s" || unit == "m" ||
                   unit == "h" || unit == "d";
    return make(previous()->begin, found_.end(),
                "`" + std::string(written) + "` is no " + (is_time ? "interval" : "number"),
                is_time ? "the units are usec, msec, sec, min, hr and day" : "");
  }

  // 5 mn, 10 minuts: no number has a name behind it.
  std::optional<Diagnostic> misspelt_unit() const {
    bool is_number =
        previous_is(TokenType::kCountLiteral) || previous_is(TokenType::kDoubleLiteral);
    if (!is_number || touches() || found_.type != TokenType::kName || found_.starts_line)
      return std::nullopt;
    std::string_view unit = text(found_);
    bool is_short = unit == "s" || unit == "m" || unit == "h" || unit == "d" || unit == "ms" ||
                    unit == "us" || unit == "mn";
    Nearest nearest(unit);
    for (std::string_view known : {"usec", "msec", "sec", "min", "day", "second", "minute", "hour",
                                   "secs", "mins", "days", "seconds", "minutes", "hours"})
      nearest.offer(known);
    if (!is_short && nearest.found().empty()) return std::nullopt;
    std::string_view written =
        std::string_view(source_.text).substr(previous()->begin, found_.end() - previous()->begin);
    return make(previous()->begin, found_.end(), "`" + std::string(written) + "` is no interval",
                "the units are usec, msec, sec, min, hr and day");
  }

  // x: sett[addr], y: list[string]
  std::optional<Diagnostic> misspelt_container() const {
    size_t n = taken_.size();
    bool is_type =
        n >= 2 && found_.type == TokenType::kBracketOpen && previous_is(TokenType::kName) &&
        (taken_[n - 2].type == TokenType::kColon || taken_[n - 2].type == TokenType::kOf);
    if (!is_type) return std::nullopt;
    Nearest nearest(text(*previous()));
    for (std::string_view known : {"set", "table", "vector"}) nearest.offer(known);
    std::string hint = nearest.hint();
    if (hint.empty()) hint = "write `set[type]`, `table[type] of type` or `vector of type`";
    return make(previous()->begin, previous()->end(),
                "unknown type `" + std::string(text(*previous())) + "`", std::move(hint));
  }

  std::optional<Diagnostic> triple_quote() const {
    bool is_string =
        found_.type == TokenType::kStringLiteral || found_.type == TokenType::kUnterminatedString;
    if (!is_string || !touches() || !previous_is(TokenType::kStringLiteral) ||
        previous()->length != 2)
      return std::nullopt;
    return make(previous()->begin, found_.begin + 1, "strings are written with one `\"`",
                "join lines with `+`");
  }

  // `v.push_back`: `v.push` looks like the name of a host, `_back` cannot follow.
  std::optional<Diagnostic> dotted_name() const {
    if (found_.type == TokenType::kHostnameLiteral && previous()) {
      bool is_name = previous_is(TokenType::kColon) || previous_is(TokenType::kOf) ||
                     previous_is(TokenType::kGlobal) || previous_is(TokenType::kConst) ||
                     previous_is(TokenType::kOption) || previous_is(TokenType::kRedef) ||
                     previous_is(TokenType::kEvent) || previous_is(TokenType::kFunction) ||
                     previous_is(TokenType::kHook) || previous_is(TokenType::kEnum) ||
                     previous_is(TokenType::kRecord);
      // r$field.method()
      std::string_view whole = text(found_);
      std::string x = previous_is(TokenType::kName, 1) ? std::string(text(*previous(1))) : "x";
      std::string meaning =
          is_name ? ""
                  : method_meaning(whole.substr(whole.rfind('.') + 1),
                                   x + "$" + std::string(whole.substr(0, whole.rfind('.'))));
      if (!meaning.empty())
        return make(found_.begin, found_.end(), "`.` reaches nothing in this language",
                    std::move(meaning));
      if (is_name || previous_is(TokenType::kDollar))
        return make(found_.begin, found_.end(), "`.` reaches nothing in this language",
                    is_name ? "names of modules are joined with `::`"
                            : "the fields of a record are named with `$`");
    }
    if (!previous_is(TokenType::kHostnameLiteral) || !touches()) return std::nullopt;
    std::string_view whole =
        std::string_view(source_.text).substr(previous()->begin, found_.end() - previous()->begin);
    size_t dot = whole.rfind('.');
    std::string hint = method_meaning(whole.substr(dot + 1), whole.substr(0, dot));
    if (hint.empty() && whole[0] >= 'A' && whole[0] <= 'Z')
      hint = "names of modules are joined with `::`";
    if (hint.empty())
      hint = "the fields of a record are named with `$`, and functions are called with what they "
             "work on: f(x)";
    return make(previous()->begin, found_.end(), "`.` reaches nothing in this language",
                std::move(hint));
  }

  // r$field.method(): the parse stops at the dot.
  std::optional<Diagnostic> method() const {
    bool is_dot = found_.type == TokenType::kInvalid && source_.text[found_.begin] == '.';
    if (!is_dot || !previous() || previous_is(TokenType::kStringLiteral)) return std::nullopt;
    std::string_view rest = std::string_view(source_.text).substr(found_.end());
    std::string_view name = rest.substr(
        0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"));
    std::string x = previous_is(TokenType::kName) && !previous_is(TokenType::kDollar, 1)
                        ? std::string(text(*previous()))
                        : "x";
    std::string hint = method_meaning(name, x);
    if (hint.empty()) return std::nullopt;
    return make(found_.begin, found_.end() + uint32_t(name.size()),
                "`." + std::string(name) + "` has no meaning here", std::move(hint));
  }

  // println!("x"), vec![1, 2]
  std::optional<Diagnostic> macro() const {
    bool is_macro =
        touches() && previous_is(TokenType::kNot) && previous_is(TokenType::kName, 1) &&
        previous(1)->end() == previous()->begin &&
        (found_.type == TokenType::kParenOpen || found_.type == TokenType::kBracketOpen);
    if (!is_macro) return std::nullopt;
    std::string_view name = text(*previous(1));
    std::string hint = "functions are called `f(x)`";
    if (name.starts_with("print") || name == "eprintln") hint = "write `print value;`";
    if (name == "vec") hint = "write `vector(x, y)`";
    if (name == "format") hint = "write `fmt(\"... %s\", value)`";
    if (name == "assert") hint = "write `assert condition;`";
    return make(previous(1)->begin, found_.begin, "there are no macros in this language",
                std::move(hint));
  }

  // redef R += { field: type ... };
  std::optional<Diagnostic> redefined_record() const {
    bool is_field = taken_.size() == 5 && taken_[0].type == TokenType::kRedef &&
                    taken_[1].type == TokenType::kName && taken_[2].type == TokenType::kAddTo &&
                    taken_[3].type == TokenType::kBraceOpen && previous_is(TokenType::kName) &&
                    found_.type == TokenType::kColon;
    if (!is_field) return std::nullopt;
    std::string name(text(taken_[1]));
    return make(taken_[1].begin, taken_[1].end(), "fields are added to a record by `redef record`",
                "write `redef record " + name + " += { ... };`");
  }

  // while ( x ) do, done, fi
  std::optional<Diagnostic> word_of_shells() const {
    if (!previous_is(TokenType::kName)) return std::nullopt;
    std::string word(text(*previous()));
    bool begins = (word == "then" || word == "do") && previous_is(TokenType::kParenClose, 1);
    bool is_alone = taken_.size() > 1 && (previous_is(TokenType::kSemicolon, 1) ||
                                          previous_is(TokenType::kBraceClose, 1));
    bool ends = is_alone && (word == "end" || word == "fi" || word == "done" || word == "esac") &&
                (found_.starts_line || found_.type == TokenType::kBraceClose);
    if (!begins && !ends) return std::nullopt;
    return make(previous()->begin, previous()->end(),
                "`" + word + "` is not a word of the language",
                begins ? "leave it out" : "a body of several statements stands in `{ }`");
  }

  // for ( (k, v) in t )
  std::optional<Diagnostic> loop_over_pair() const {
    size_t n = taken_.size();
    bool begins_loop = n >= 2 && taken_[n - 2].type == TokenType::kFor &&
                       previous_is(TokenType::kParenOpen) && found_.type == TokenType::kParenOpen;
    if (!begins_loop) return std::nullopt;
    return make(found_.begin, found_.end(), "the variables of a loop stand without parentheses",
                "write `for ( key, value in t )`");
  }

  // &read_expires
  std::optional<Diagnostic> longer_attribute() const {
    if (!touches() || !is_attribute(previous()->type) || found_.type != TokenType::kName)
      return std::nullopt;
    std::string written(
        std::string_view(source_.text).substr(previous()->begin, found_.end() - previous()->begin));
    return make(previous()->begin, found_.end(), "unknown attribute `" + written + "`",
                "did you mean `" + std::string(text(*previous())) + "`?");
  }

  // The default of a parameter or a field behind `=`.
  std::optional<Diagnostic> assigned_default() const {
    if (found_.type != TokenType::kAssign) return std::nullopt;
    auto [bracket, before] = opening();
    if (!bracket || !before) return std::nullopt;
    bool in_record = bracket->type == TokenType::kBraceOpen && before->type == TokenType::kRecord;
    bool is_type = before->type == TokenType::kFunction || before->type == TokenType::kEvent ||
                   before->type == TokenType::kHook;
    bool in_parameters = bracket->type == TokenType::kParenOpen &&
                         (is_type || (in_callable() && before == &taken_[1]));
    if (!in_record && !in_parameters) return std::nullopt;
    bool has_type = taken_.size() >= 2 && taken_[taken_.size() - 2].type == TokenType::kColon;
    return make(found_.begin, found_.end(),
                has_type ? "a default is an attribute" : "a type stands behind `:`",
                has_type ? "write `&default=...`" : "write `name: type`");
  }
};

}  // namespace

std::optional<Diagnostic>
describe_foreign_syntax(const Source& source, const std::vector<Token>& taken, const Token& found) {
  return ForeignSyntax(source, taken, found).describe();
}

std::optional<Diagnostic>
describe_declared_loop(const Source& source, const std::vector<Token>& taken, const Token& found) {
  return ForeignSyntax(source, taken, found).declared_loop();
}

std::string hint_for_character(char c) {
  switch (c) {
  case '`': return "strings are written with `\"`; fmt() puts values into them";
  case '\\': return "a statement goes on in the next line without a mark";
  default: return {};
  }
}

std::optional<Diagnostic>
describe_word_operator(const Source& source, const std::vector<Token>& taken, const Token& found) {
  return ForeignSyntax(source, taken, found).word_operator();
}

}  // namespace avocet
