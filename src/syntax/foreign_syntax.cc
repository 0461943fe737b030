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
        &ForeignSyntax::conflict_mark,      &ForeignSyntax::cast_of_c,
        &ForeignSyntax::foreign_operator,   &ForeignSyntax::foreign_word,
        &ForeignSyntax::literal_prefix,     &ForeignSyntax::literal_suffix,
        &ForeignSyntax::triple_quote,       &ForeignSyntax::dotted_name,
        &ForeignSyntax::loop_over_pair,     &ForeignSyntax::longer_attribute,
        &ForeignSyntax::assigned_default,   &ForeignSyntax::misspelt_unit,
        &ForeignSyntax::misspelt_container,
    };
    for (Case known : kCases)
      if (std::optional<Diagnostic> diagnostic = (this->*known)()) return diagnostic;
    return std::nullopt;
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
    static constexpr std::array<Known, 16> kKnown = {
        {{"===", "values are compared with `==` and `!=`"},
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
        bool result = known.op == "->" && in_callable() && opening().first == nullptr;
        if (result) hint = "the type of the result stands behind a `:`";
        if (known.op == "->" && ends_table_type()) hint = "write `table[key] of value`";
        if (known.op == "=>" && opening().first && opening().first->type != TokenType::kParenOpen)
          hint = "an element of a table is written `[key] = value`";
        const Token* before = opening().second;
        bool in_condition =
            before && (before->type == TokenType::kIf || before->type == TokenType::kWhile);
        if (known.op == "=>" && in_condition) hint = "write `>=`";
        return make(begin, begin + uint32_t(known.op.size()),
                    "there is no operator `" + std::string(known.op) + "`", std::move(hint));
      }
    }
    return std::nullopt;
  }

  // Whether the token before `found_` closes the index of a table type.
  bool ends_table_type() const {
    size_t depth = 0;
    for (size_t i = taken_.size(); i-- > 0;) {
      if (taken_[i].type == TokenType::kBracketClose) ++depth;
      if (depth == 0) return false;
      if (taken_[i].type == TokenType::kBracketOpen && --depth == 0)
        return i > 0 && taken_[i - 1].type == TokenType::kTable;
    }
    return false;
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
    static constexpr std::array<Known, 15> kKnown = {
        {{"elif", "write `else if`"},
         {"elseif", "write `else if`"},
         {"elsif", "write `else if`"},
         {"foreach", "write `for ( element in container )`"},
         {"until", "write `while ( ! condition )`"},
         {"do", "write `while ( condition ) { ... }`"},
         {"func", "write `function`"},
         {"fn", "write `function`"},
         {"def", "write `function`"},
         {"let", "write `local`, or `global` outside of functions"},
         {"var", "write `local`, or `global` outside of functions"},
         {"try", "an error ends the handler; nothing is thrown or caught"},
         {"throw", "an error ends the handler; nothing is thrown or caught"},
         {"endif", "a body of several statements stands in `{ }`"},
         {"raise", "write `event name(...);`"}}};
    if (previous_is(TokenType::kName) && text(*previous()) == "then" && taken_.size() > 1 &&
        taken_[taken_.size() - 2].type == TokenType::kParenClose)
      return make(previous()->begin, previous()->end(), "`then` is not a word of the language",
                  "leave it out");
    const Token* first = first_word();
    if (!first || first->type != TokenType::kName) return std::nullopt;
    for (const Known& known : kKnown)
      if (text(*first) == known.word)
        return make(first->begin, first->end(),
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
      if (is_name || previous_is(TokenType::kDollar))
        return make(found_.begin, found_.end(), "`.` reaches nothing in this language",
                    is_name ? "names of modules are joined with `::`"
                            : "the fields of a record are named with `$`");
    }
    if (!previous_is(TokenType::kHostnameLiteral) || !touches()) return std::nullopt;
    return make(previous()->begin, found_.end(), "`.` reaches nothing in this language",
                "the fields of a record are named with `$`, and functions are called with what "
                "they work on: f(x)");
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
    bool in_parameters =
        in_callable() && bracket->type == TokenType::kParenOpen && before == &taken_[1];
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

}  // namespace avocet
