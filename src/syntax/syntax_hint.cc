#include "syntax/syntax_hint.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "syntax/first_words.h"
#include "syntax/parse_stop.h"
#include "syntax/sentence.h"
#include "syntax/syntax_error.h"

namespace avocet {
namespace {

using T = TokenType;

constexpr std::array<std::string_view, 9> kTypesOfC = {
    "char", "float", "long", "unsigned", "short", "void", "uint", "uint32_t", "str"};

class Hint : ParseStop {
 public:
  Hint(const Source& source, const std::vector<Token>& taken, const Token& found)
      : ParseStop(source, taken, found), open_(open_brackets(taken)) {}

  std::string find() const {
    using Case = std::string (Hint::*)() const;
    static constexpr Case kCases[] = {
        &Hint::first_word,   &Hint::type_first,     &Hint::field_test,       &Hint::parameter,
        &Hint::module_colon, &Hint::braces,         &Hint::two_words,        &Hint::field_colon,
        &Hint::in_loop,      &Hint::in_type,        &Hint::in_declared_type, &Hint::in_name,
        &Hint::attribute,    &Hint::several_values, &Hint::in_expression,    &Hint::in_statement,
        &Hint::body,         &Hint::behind_body,    &Hint::dollar,
    };
    for (Case known : kCases)
      if (std::string hint = (this->*known)(); !hint.empty()) return hint;
    return {};
  }

 private:
  std::string word(const Token& token) const { return std::string(text(token)); }
  bool found_is(T type) const { return found_.type == type; }
  // Whether the innermost open bracket is of that type.
  bool within(T bracket) const { return !open_.empty() && taken_[open_.back()].type == bracket; }
  // The token before the innermost open bracket is of that type.
  bool opened_by(T type) const {
    return !open_.empty() && open_.back() > 0 && taken_[open_.back() - 1].type == type;
  }
  // Whether the innermost open bracket is a brace around values, not one around statements.
  bool in_list_of_values() const {
    return within(T::kBraceOpen) &&
           (opened_by(T::kAssign) || opened_by(T::kAddTo) || opened_by(T::kComma) ||
            opened_by(T::kParenOpen) || opened_by(T::kBraceOpen) || opened_by(T::kBracketOpen));
  }
  std::vector<Token> sentence() const { return last_sentence(taken_); }
  bool in_body() const { return !open_.empty(); }

  // struct Foo {, import x, del t[k]
  std::string first_word() const {
    std::vector<Token> words = sentence();
    if (words.empty() || words[0].type != T::kName) return {};
    return std::string(hint_for_first_word(text(words[0])));
  }

  static bool names_type(const Token& token, std::string_view spelling) {
    if (is_type_word(token.type)) return true;
    return token.type == T::kName &&
           std::find(kTypesOfC.begin(), kTypesOfC.end(), spelling) != kTypesOfC.end();
  }

  // int x = 5; count function f()
  std::string type_first() const {
    std::vector<Token> words = sentence();
    if (words.size() != 1 || !names_type(words[0], text(words[0]))) return {};
    if (found_is(T::kFunction))
      return "the type of the result stands behind the parameters: `): type`";
    if (!found_is(T::kName)) return {};
    if (next_character(source_.text, found_) == '(')
      return "write `function " + word(found_) + "(...): type`, or without a type for no result";
    std::string declares = in_body() ? "local " : "global ";
    return "a variable is declared with `" + declares + word(found_) + ": type`";
  }

  // function f(x count), function(a, b), hook(Attempt)
  std::string parameter() const {
    if (open_.empty() || !within(T::kParenOpen) || found_is(T::kColon)) return {};
    size_t at = open_.back();
    auto is_callable = [this](size_t i) {
      return taken_[i].type == T::kFunction || taken_[i].type == T::kEvent ||
             taken_[i].type == T::kHook;
    };
    bool of_type = at > 0 && is_callable(at - 1);
    bool of_declaration = at == 2 && is_callable(0) && open_.size() == 1;
    bool is_name =
        previous_is(T::kName) && (previous_is(T::kParenOpen, 1) || previous_is(T::kComma, 1));
    if (!is_name || (!of_type && !of_declaration)) return {};
    bool has_type = found_is(T::kName) || names_type(found_, "");
    return has_type ? "write `" + word(*previous()) + ": " + word(found_) + "`"
                    : "each parameter has a name and a type: `name: type`";
  }

  // f({ 1, 2 }), x == { }, R{$a=1}, t{key}
  std::string braces() const {
    bool is_record = previous_is(T::kBracketOpen) && previous_is(T::kName, 1) &&
                     previous(1)->end() == previous()->begin;
    if (is_record && found_is(T::kDollar))
      return "a record is made with parentheses: `" + word(*previous(1)) + "($field=value)`";
    if (is_record && found_is(T::kBracketClose))
      return "a record is made with parentheses: `" + word(*previous(1)) + "()`";
    if (!found_is(T::kBraceOpen) || !previous() || in_list_of_values()) return {};
    char next = next_character(source_.text, found_);
    if (previous_is(T::kName) && touches())
      return next == '$'
                 ? "a record is made with parentheses: `" + word(*previous()) + "($field=value)`"
                 : "an element is reached with brackets: `" + word(*previous()) + "[key]`";
    bool compares = previous_is(T::kEqual) || previous_is(T::kNotEqual);
    if (compares && next == '}') return "what is empty has no size: `|x| == 0`";
    bool lacks_operand = compares || previous_is(T::kParenOpen) || previous_is(T::kComma) ||
                         previous_is(T::kReturn) || previous_is(T::kIn);
    return lacks_operand ? "braces stand behind `=` alone: write `set(...)`, `table(...)` or "
                           "`vector(...)`"
                         : "";
  }

  // $x, ($a=1)
  std::string dollar() const {
    if (!found_is(T::kDollar)) return {};
    std::string_view rest = std::string_view(source_.text).substr(found_.end());
    size_t end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                        "0123456789");
    if (end == 0 || end == rest.npos) return {};
    size_t next = rest.find_first_not_of(" \t", end);
    bool gives = next != rest.npos && rest[next] == '=' && rest.substr(next, 2) != "==";
    bool lacks_operand = previous_is(T::kAssign) || previous_is(T::kParenOpen) ||
                         previous_is(T::kComma) || previous_is(T::kPrint) || previous_is(T::kNot) ||
                         previous_is(T::kReturn) || (previous() && compares(previous()->type)) ||
                         taken_.empty() || previous_is(T::kSemicolon) || previous_is(T::kBraceOpen);
    if (!lacks_operand) return {};
    return gives && !taken_.empty() && !previous_is(T::kSemicolon) && !previous_is(T::kBraceOpen)
               ? "a record is written `[$field=value]`"
               : "names have no `$` in front: write `" + std::string(rest.substr(0, end)) + "`";
  }
  static bool compares(T type) {
    return type == T::kEqual || type == T::kNotEqual || type == T::kLess || type == T::kLessEqual ||
           type == T::kGreater || type == T::kGreaterEqual || type == T::kAndAnd ||
           type == T::kOrOr;
  }

  // set[string] x = ..., String s = ..., f x;
  std::string two_words() const {
    if (!found_is(T::kName) || found_.starts_line) return {};
    std::vector<Token> words = sentence();
    if (words.empty()) return {};
    char next = next_character(source_.text, found_);
    std::string declares = in_body() ? "local " : "global ";
    bool is_container =
        words[0].type == T::kSet || words[0].type == T::kTable || words[0].type == T::kVector;
    if (is_container && (next == '=' || next == ';'))
      return "a variable is declared with `" + declares + word(found_) + ": " +
             std::string(std::string_view(source_.text)
                             .substr(words[0].begin, previous()->end() - words[0].begin)) +
             "`";
    if (words.size() != 1 || words[0].type != T::kName) return {};
    std::string first = word(words[0]);
    if (next == '=')
      return "a variable is declared with `" + declares + word(found_) + ": type = value`";
    if (next != ';' || !in_body()) return {};
    auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    bool is_call = is_small(first[0]) || std::none_of(first.begin(), first.end(), is_small);
    return is_call ? "a call takes parentheses: `" + first + "(" + word(found_) + ")`"
                   : "a variable is declared with `local " + word(found_) + ": " + first + "`";
  }

  // Whether the statement goes on with an `else` on its line.
  bool has_else() const {
    std::string_view rest = std::string_view(source_.text).substr(found_.begin);
    return rest.substr(0, rest.find('\n')).find(" else ") != rest.npos;
  }

  // c?http, c$?http, c$http$host?
  std::string field_test() const {
    if (found_is(T::kQuestion) && (previous_is(T::kDollar) || previous_is(T::kParenOpen) ||
                                   previous_is(T::kNot) || previous_is(T::kAndAnd)))
      return "write `r?$field`";
    bool is_behind = previous_is(T::kQuestion) && previous_is(T::kName, 1) &&
                     previous_is(T::kDollar, 2) && previous(1)->end() == previous()->begin;
    if (is_behind)
      return "whether a field is set is asked with `?$`: `r?$" + word(*previous(1)) + "`";
    for (size_t i = taken_.size(); i-- > 1;) {
      if (taken_[i].type == T::kSemicolon || taken_[i].type == T::kColon) break;
      bool between = taken_[i].type == T::kQuestion && taken_[i - 1].end() == taken_[i].begin;
      if (!between) continue;
      const Token& next = i + 1 < taken_.size() ? taken_[i + 1] : found_;
      if (next.begin == taken_[i].end() && next.type == T::kName)
        return "whether a field is set is asked with `?$`: `" + word(taken_[i - 1]) + "?$" +
               word(next) + "`";
    }
    return {};
  }

  // fe80::1, fe80::/10
  bool is_ipv6(uint32_t begin) const {
    std::string_view rest = std::string_view(source_.text).substr(begin);
    std::string_view word = rest.substr(0, rest.find_first_not_of("0123456789abcdefABCDEF:"));
    return word.find("::") != word.npos && word.size() > 3 &&
           word.find_first_of("0123456789") != word.npos;
  }

  // 00:11:22:33:44:55
  bool is_mac(uint32_t begin) const {
    constexpr size_t kLength = 17;
    std::string_view written = std::string_view(source_.text).substr(begin, kLength);
    for (size_t i = 0; i < written.size(); ++i)
      if ((i % 3 == 2) != (written[i] == ':')) return false;
    return written.find_first_not_of("0123456789abcdefABCDEF:") == written.npos &&
           written.size() == kLength;
  }

  // Foo:x
  std::string module_colon() const {
    if (found_is(T::kColon) && touches() && is_mac(previous()->begin))
      return "an address of Ethernet is written as a string";
    if (found_is(T::kColon) && touches() && is_ipv6(previous()->begin))
      return "an IPv6 address stands in brackets: `[fe80::1]`";
    bool joins = found_is(T::kColon) && touches() && previous_is(T::kName) &&
                 found_.end() < source_.text.size() && source_.text[found_.end()] > ' ';
    bool repeats = found_is(T::kColon) && previous_is(T::kName) && previous_is(T::kColon, 1) &&
                   previous_is(T::kName, 2) && previous(1)->begin == previous(2)->end();
    if (repeats) return "the name of a module is joined with `::`";
    if (!joins || in_list_of_values() || previous_is(T::kDollar, 1)) return {};
    return "names of modules are joined with `::`";
  }

  // { name: "a" }, [$a: 1]
  std::string field_colon() const {
    if (!found_is(T::kColon)) return {};
    bool is_slice = within(T::kBracketOpen) && previous_is(T::kColon, 1);
    if (is_slice) return "a slice is written `x[from:to]`";
    if (previous_is(T::kName) && previous_is(T::kDollar, 1))
      return "write `$" + word(*previous()) + "=value`";
    bool in_call = within(T::kParenOpen) && opened_by(T::kName) && previous_is(T::kName) &&
                   (previous_is(T::kParenOpen, 1) || previous_is(T::kComma, 1)) && open_.size() > 1;
    if (in_call) return "the field of a record is written `$" + word(*previous()) + "=value`";
    if (in_list_of_values() || within(T::kBracketOpen))
      return "an element of a table is written `[key] = value`, a field `$name=value`";
    return {};
  }

  std::string in_loop() const {
    if (previous_is(T::kFor)) return "write `for ( element in container )`";
    bool in_head = within(T::kParenOpen) && opened_by(T::kFor);
    if (in_head && found_is(T::kComma))
      return "the parts of an index stand in brackets: `[a, b]`, or `[a, b], value`";
    if (in_head && found_is(T::kColon)) return "the variables of a loop have no types";
    if (in_head && text(found_) == "of") return "write `in`";
    if (in_head && found_is(T::kDoubleLiteral)) return "there are no ranges: count with `while`";
    return {};
  }

  // Whether a function, event or hook ends here, but for its body.
  bool in_signature() const {
    return open_.empty() && taken_.size() > 2 &&
           (taken_[0].type == T::kFunction || taken_[0].type == T::kEvent ||
            taken_[0].type == T::kHook);
  }

  // table[string]: count, set of count, table(string)
  std::string in_type() const {
    bool is_function =
        found_is(T::kParenOpen) && previous_is(T::kName) && previous_is(T::kColon, 1);
    if (is_function) return "the type of a function is written `function(name: type): type`";
    bool is_key = found_is(T::kParenOpen) && previous_is(T::kBracketOpen) &&
                  (previous_is(T::kSet, 1) || previous_is(T::kTable, 1));
    if (is_key) return "write the types of the parts side by side: `[addr, port]`";
    bool nests = found_is(T::kBracketOpen) && previous_is(T::kBracketOpen);
    if (nests && previous_is(T::kSet, 1)) return "write `set[a, b]`, with the types of the parts";
    if (nests && previous_is(T::kTable, 1))
      return "write `table[a, b] of value`, with the types of the parts";
    if (in_signature()) return found_is(T::kBracketOpen) ? "a body stands in `{ }`" : "";
    bool typed = previous_is(T::kColon) || previous_is(T::kColon, 1) || previous_is(T::kOf, 1);
    if (typed && found_is(T::kOf) && previous_is(T::kName))
      return "write `vector of` and the type of its elements";
    if (typed && previous() && found_is(T::kBracketOpen) && names_type(*previous(), ""))
      return "write `vector of " + word(*previous()) + "`";
    if (previous_is(T::kTable)) return "write `table[key] of value`, with their types";
    if (previous_is(T::kSet)) return "write `set[element]`, with its type";
    if (previous_is(T::kVector)) return "write `vector of` and the type of its elements";
    if (!previous_is(T::kBracketClose)) return {};
    size_t depth = 0;
    for (size_t i = taken_.size(); i-- > 0;) {
      if (taken_[i].type == T::kBracketClose) ++depth;
      if (taken_[i].type != T::kBracketOpen || --depth > 0) continue;
      bool is_set = i > 0 && taken_[i - 1].type == T::kSet;
      if (is_set && found_is(T::kOf)) return "a set has no values: write `table[key] of value`";
      bool is_type = names_type(found_, "") && i > 0 && taken_[i - 1].type == T::kName;
      if (is_type) return "write `table[key] of value`, with their types";
      bool is_table = i > 0 && taken_[i - 1].type == T::kTable;
      return is_table && !found_is(T::kOf) ? "write `table[key] of value`, with their types" : "";
    }
    return {};
  }

  // type R = record, fields with commas, labels with semicolons
  std::string in_declared_type() const {
    bool lacks_word = previous_is(T::kColon) && found_is(T::kBraceOpen) && !taken_.empty() &&
                      taken_[0].type == T::kType;
    if (lacks_word) return "write `record { field: type; }` or `enum { A, B }`";
    bool is_struct = found_is(T::kBraceOpen) && previous_is(T::kName) &&
                     previous_is(T::kColon, 1) && taken_[0].type == T::kType;
    if (is_struct) return "write `record { field: type; }` or `enum { A, B }`";
    if (found_is(T::kRecord) && taken_.empty())
      return "write `type Name: record { field: type; };`";
    bool adds_label = taken_.size() > 1 && taken_[0].type == T::kRedef &&
                      taken_[1].type == T::kEnum && previous_is(T::kAddTo) && found_is(T::kName);
    if (adds_label) return "write `+= { " + word(found_) + " }`";
    if (previous_is(T::kEnum)) return "write `enum { A, B }`";
    bool extends = previous_is(T::kRecord) && found_is(T::kName) && taken_.size() > 1 &&
                   taken_[0].type == T::kType;
    if (extends) return "a record has no other as its base: make that one a field of it";
    if (previous_is(T::kRecord)) return "write `record { field: type; }`";
    if (previous_is(T::kName) && previous_is(T::kType, 1) && !found_is(T::kColon))
      return "write `type " + word(*previous()) + ": ...`";
    bool in_fields =
        within(T::kBraceOpen) &&
        (opened_by(T::kRecord) ||
         (opened_by(T::kAddTo) && taken_[0].type == T::kRedef && taken_[1].type == T::kRecord));
    bool in_labels =
        within(T::kBraceOpen) &&
        (opened_by(T::kEnum) || (open_.size() == 1 && taken_.size() > 1 &&
                                 taken_[0].type == T::kRedef && taken_[1].type == T::kEnum));
    if (found_is(T::kStringLiteral) && in_labels) return "labels stand without quotes";
    if (found_is(T::kComma) && in_fields) return "each field ends with a `;`";
    if (found_is(T::kDollar) && within(T::kBraceOpen) && opened_by(T::kRecord))
      return "`$` stands before a field where it is used, not where it is declared";
    if (found_is(T::kAssign) && previous_is(T::kName) && previous_is(T::kRecord, 1))
      return "write `redef record " + word(*previous()) + " += { field: type &optional; };`";
    return {};
  }

  // global my-var, global 2fast, global : count
  std::string in_name() const {
    bool names = previous_is(T::kGlobal) || previous_is(T::kLocal) || previous_is(T::kConst) ||
                 previous_is(T::kOption) || previous_is(T::kType) || previous_is(T::kRedef);
    if (names && found_is(T::kColon)) return "a name stands before the `:`";
    if (names && found_is(T::kCountLiteral)) return "names begin with a letter or `_`";
    if (names && found_is(T::kDollar)) return "names have no `$`";
    bool is_redef = taken_.size() == 3 && taken_[0].type == T::kRedef && previous_is(T::kColon);
    if (is_redef) return "write `redef " + word(taken_[1]) + " = value;`";
    names = previous_is(T::kGlobal, 1) || previous_is(T::kLocal, 1) || previous_is(T::kConst, 1) ||
            previous_is(T::kOption, 1);
    if (names && found_is(T::kBracketOpen))
      return "write `" + word(*previous()) + ": vector of type`, or `table[key] of type`";
    if (names && found_is(T::kMinus)) return "names are made of letters, digits and `_`";
    names = previous_is(T::kGlobal, 2) || previous_is(T::kLocal, 2) || previous_is(T::kConst, 2) ||
            previous_is(T::kOption, 2);
    if (names && previous_is(T::kColon) && is_literal(found_.type))
      return "a type stands behind `:`, a value behind `=`: `" + word(*previous(1)) + " = " +
             word(found_) + "`";
    std::vector<Token> words = sentence();
    bool declares = !words.empty() && (words[0].type == T::kGlobal || words[0].type == T::kLocal ||
                                       words[0].type == T::kConst || words[0].type == T::kOption);
    bool in_number = declares && found_is(T::kComma) && previous_is(T::kCountLiteral) &&
                     found_.end() < source_.text.size() && source_.text[found_.end()] >= '0' &&
                     source_.text[found_.end()] <= '9';
    if (in_number) return "a number has no `,`: the decimal point is a `.`";
    bool in_list = within(T::kParenOpen) || within(T::kBracketOpen);
    if (declares && found_is(T::kComma) && !in_list && previous_is(T::kPatternLiteral))
      return "patterns are joined with `|`";
    if (declares && found_is(T::kComma) && !in_list)
      return "each variable has a declaration of its own";
    return {};
  }

  // What stands behind `found_`.
  Token behind_found() const {
    size_t at = source_.text.find_first_not_of(" \t", found_.end());
    return at == std::string::npos ? Token{}
                                   : scan_token(source_.text, uint32_t(at), LexerMode::kDefault);
  }
  // Whether it would be an attribute behind a `&`.
  bool names_attribute(const Token& token) const {
    if (token.type != T::kName && !is_keyword(token.type)) return false;
    for (size_t i = 0; i < size_t(kTokenTypeCount); ++i)
      if (is_attribute(T(i)) && token_text(T(i)).substr(1) == text(token)) return true;
    return false;
  }

  // global x = 1 redef; a: count &default: 1
  std::string attribute() const {
    if (previous() && is_attribute(previous()->type) && found_is(T::kParenOpen))
      return "write `" + word(*previous()) + "=value`";
    if (found_is(T::kAndAnd) && names_attribute(behind_found()))
      return "write `&" + std::string(text(behind_found())) + "`";
    if (found_is(T::kAmpersand) && names_attribute(behind_found()))
      return "write `&" + std::string(text(behind_found())) + "`, without a blank";
    if (taken_.empty() && is_attribute(found_.type))
      return "attributes stand before the `;` of their declaration";
    if (previous() && is_attribute(previous()->type) && is_literal(found_.type))
      return "write `" + word(*previous()) + "=" + word(found_) + "`";
    if (previous() && is_attribute(previous()->type) && found_is(T::kColon))
      return "write `" + word(*previous()) + "=value`";
    if (is_attribute(found_.type) && (previous_is(T::kColon) || previous_is(T::kName)))
      return "attributes stand behind the type";
    bool in_body = is_attribute(found_.type) && previous_is(T::kBraceOpen) && open_.size() == 1;
    if (in_body) return "the attributes of a handler stand before its body";
    bool may_miss = found_is(T::kQuestion) && within(T::kBraceOpen) && previous() &&
                    names_type(*previous(), "");
    if (may_miss) return "a field that may be missing is marked `&optional`";
    if (previous_is(T::kCase) && text(found_) == "default") return "write `default:`";
    if (!found_is(T::kName) && !is_keyword(found_.type)) return {};
    for (size_t i = 0; i < size_t(kTokenTypeCount); ++i) {
      if (!is_attribute(T(i))) continue;
      if (token_text(T(i)).substr(1) == text(found_)) return "write `&" + word(found_) + "`";
    }
    return {};
  }

  // x in (1, 2), set[addr] = (a, b), return 1, 2, a, b = b, a
  std::string several_values() const {
    std::vector<Token> words = sentence();
    bool is_plain =
        found_is(T::kComma) && !within(T::kParenOpen) && !within(T::kBracketOpen) && !words.empty();
    if (is_plain && words[0].type == T::kReturn)
      return "a function returns one value: a record or a vector holds several";
    std::string_view rest = std::string_view(source_.text).substr(found_.begin);
    rest = rest.substr(0, rest.find('\n'));
    if (is_plain && words.size() == 1 && words[0].type == T::kName && rest.find('=') != rest.npos)
      return "several variables are set by `[a, b] = [x, y];`";
    if (!found_is(T::kComma) || !within(T::kParenOpen)) return {};
    size_t at = open_.back();
    if (at == 0) return {};
    switch (taken_[at - 1].type) {
    case T::kIn:
    case T::kAssign: return "several values are written `set(...)` or `vector(...)`";
    case T::kAssert: return "`assert` takes its parts without parentheses";
    case T::kPrint: return "`print` takes its values without parentheses";
    case T::kIf:
    case T::kWhile:
    case T::kParenOpen:
    case T::kNot:
    case T::kAndAnd:
    case T::kOrOr: return "an index of several parts is written `[a, b] in t`";
    case T::kPercent: return "values are put into a text by `fmt(\"%s\", a, b)`";
    case T::kSemicolon:
    case T::kBraceOpen:
    case T::kBraceClose: return "several variables are set by `[a, b] = ...;`";
    default: return {};
    }
  }

  std::string in_expression() const {
    if (previous_is(T::kSubnetLiteral) && touches() && source_.text[found_.begin] == '.')
      return "the width of a subnet is a number of bits, as in `10.0.0.0/8`";
    bool is_dotted = found_is(T::kDoubleLiteral) && previous_is(T::kDoubleLiteral) && touches();
    if (is_dotted) return "an IPv4 address has four parts";
    std::vector<Token> words = sentence();
    bool is_statement =
        !words.empty() &&
        (words[0].type == T::kPrint || words[0].type == T::kAdd || words[0].type == T::kDelete ||
         words[0].type == T::kReturn || words[0].type == T::kBreak || words[0].type == T::kNext);
    if (found_is(T::kIf) && is_statement && !has_else())
      return "the condition stands in front: `if ( ... ) " + word(words[0]) + " ...;`";
    if (found_is(T::kIf) && !found_.starts_line) return "write `condition ? one : other`";
    if (found_is(T::kFor) && within(T::kBracketOpen))
      return "fill it in a loop: `for ( x in values ) v += x;`";
    if (found_is(T::kFunction) && previous_is(T::kBracketClose))
      return "captures stand behind the word: `function[x](...)`";
    if (found_is(T::kName) && previous_is(T::kFunction) && taken_.size() > 1)
      return "a function within an expression has no name: `function(...) { ... }`";
    if (found_is(T::kName) && previous_is(T::kPatternLiteral))
      return touches() ? "a slash in a pattern is written `\\/`, and the flags are i and s" : "";
    bool lacks_operand = previous_is(T::kAssign) || previous_is(T::kParenOpen) ||
                         previous_is(T::kComma) || previous_is(T::kReturn);
    if (found_is(T::kAmpersand) && lacks_operand)
      return "there are no pointers: records, tables, sets and vectors are shared, not copied";
    if (text(found_) == "not") return "write `x !in y`";
    if (previous_is(T::kIs) && is_literal(found_.type))
      return "`is` asks for a type: values are compared with `==`";
    if (found_is(T::kComplement)) return "a text is tested with `/pattern/ in text`";
    if (found_is(T::kParenClose) && previous_is(T::kParenOpen) && previous_is(T::kAssign, 1))
      return "what is empty is written `table()`, `set()` or `vector()`";
    if (previous_is(T::kName) && text(*previous()) == "typeof") return "write `type_name(x)`";
    if (found_is(T::kBraceOpen) && in_list_of_values())
      return "an element of a table is written `[key] = value`";
    return {};
  }

  // add(s, x); schedule 1sec f(); case without its word
  std::string in_statement() const {
    bool compares = found_is(T::kLess) || found_is(T::kLessEqual) || found_is(T::kGreater) ||
                    found_is(T::kGreaterEqual);
    if (compares && previous_is(T::kCase)) return "labels are constants: `if` compares";
    std::vector<Token> words = sentence();
    std::vector<Token> last = behind_heads(words);
    bool lacks_bracket = last.size() > 1 && found_is(T::kName) && !found_.starts_line &&
                         (last[0].type == T::kAdd || last[0].type == T::kDelete);
    if (lacks_bracket && text(found_) != "to" && text(found_) != "from" && text(found_) != "into")
      return "an element is named in brackets: `" + word(last[0]) + " s[x];`";
    if (!words.empty() && words[0].type == T::kWhen && found_is(T::kStringLiteral))
      return "a label of a switch is written `case value:`";
    bool puts = opened_by(T::kAdd) || opened_by(T::kDelete);
    if (puts && found_is(T::kComma)) return "write `" + word(taken_[open_.back() - 1]) + " s[x];`";
    bool moves = !words.empty() && (words[0].type == T::kAdd || words[0].type == T::kDelete) &&
                 (text(found_) == "to" || text(found_) == "from" || text(found_) == "into");
    if (moves) return "write `" + word(words[0]) + " s[x];`";
    if (!words.empty() && words[0].type == T::kCase && found_is(T::kSemicolon))
      return "a `:` ends the labels of a case";
    if (!words.empty() && words[0].type == T::kSchedule)
      return "write `schedule 1sec { event_name(...) };`";
    if (found_is(T::kColon) && previous_is(T::kParenClose) && !words.empty() &&
        (words[0].type == T::kFor || words[0].type == T::kIf || words[0].type == T::kWhile))
      return "what is done stands behind the `)`, without a `:`";
    if (found_is(T::kColon) && previous_is(T::kElse))
      return "what is done stands behind the `else`, without a `:`";
    bool is_condition = found_is(T::kBraceOpen) && previous_is(T::kParenClose);
    if (is_condition && !words.empty() && words[0].type == T::kElse)
      return "write `else if ( ... )`";
    if (previous_is(T::kCopy)) return "write `copy(" + word(found_) + ")`";
    bool joins = found_is(T::kAndAnd) || found_is(T::kOrOr);
    if (joins && !words.empty() && words[0].type == T::kIf)
      return "one pair of parentheses holds the whole condition";
    bool in_switch = within(T::kBraceOpen) && open_.back() > 0 && previous_is(T::kBraceOpen) &&
                     previous_is(T::kParenClose, 1) && begins_switch(open_.back());
    if (in_switch)
      return is_keyword(found_.type) ? "a statement of a switch stands behind a `case value:`"
                                     : "write `case " + word(found_) + ":`";
    bool is_label = found_is(T::kColon) && words.size() == 1 && inside_switch();
    if (is_label) return "write `case " + word(words[0]) + ":`, or `default:`";
    if (found_is(T::kEnum) && taken_.empty())
      return "write `type Name: enum { A, B };`, or `redef enum Name += { A, B };`";
    return {};
  }

  bool inside_switch() const {
    for (size_t brace : open_)
      if (taken_[brace].type == T::kBraceOpen && begins_switch(brace)) return true;
    return false;
  }

  // Whether `switch ( ... )` stands before the brace.
  bool begins_switch(size_t brace) const {
    for (size_t i = brace; i-- > 0;) {
      if (taken_[i].type == T::kSwitch) return true;
      if (taken_[i].type == T::kSemicolon || taken_[i].type == T::kBraceOpen) return false;
    }
    return false;
  }

  // event f(): ..., foo(x: count) { }
  std::string body() const {
    if (taken_.empty()) return {};
    bool declares = taken_[0].type == T::kEvent || taken_[0].type == T::kHook;
    if (declares && open_.empty() && found_is(T::kBraceOpen) && previous_is(T::kParenClose))
      return "each parameter has a type: `name: type`";
    bool is_handler = taken_[0].type == T::kEvent || taken_[0].type == T::kHook;
    if (is_handler && previous_is(T::kColon) && previous_is(T::kParenClose, 1))
      return "a body stands in `{ }`";
    bool is_bare = taken_[0].type == T::kName && taken_.size() == 3 &&
                   taken_[1].type == T::kParenOpen && found_is(T::kColon);
    bool several = taken_[0].type == T::kFunction && open_.empty() &&
                   (found_is(T::kComma) || (found_is(T::kParenOpen) && previous_is(T::kColon)));
    if (several) return "a function returns one value: a record holds several";
    if (is_bare) return "a function begins with `function`, a handler with `event` or `hook`";
    return {};
  }

  // function f(x: count): count; and function f() returns count
  std::string behind_body() const {
    if (taken_.size() < 2 || !open_.empty() || taken_[1].type != T::kName) return {};
    T first = taken_[0].type;
    if (first != T::kFunction && first != T::kEvent && first != T::kHook) return {};
    if (found_is(T::kSemicolon))
      return "to declare it without a body, write `global " + word(taken_[1]) + ": " +
             word(taken_[0]) + "(...);`";
    bool tells_result = previous_is(T::kParenClose) && first == T::kFunction &&
                        (found_is(T::kName) || names_type(found_, "") || found_is(T::kSet) ||
                         found_is(T::kTable) || found_is(T::kVector));
    if (tells_result) return "the type of the result stands behind a `:`";
    if (found_is(T::kBracketOpen)) return "captures stand behind the word: `function[x](...)`";
    return {};
  }

  std::vector<size_t> open_;
};

}  // namespace

std::string syntax_hint(const Source& source, const std::vector<Token>& taken, const Token& found) {
  return Hint(source, taken, found).find();
}

}  // namespace avocet
