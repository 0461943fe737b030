#include "syntax/misspelt_word.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/spelling.h"
#include "syntax/leading_words.h"
#include "syntax/parse_stop.h"
#include "syntax/sentence.h"
#include "syntax/syntax_error.h"

namespace avocet {
namespace {

using T = TokenType;

class MisspeltWord : ParseStop {
 public:
  MisspeltWord(const Source& source, const std::vector<Token>& taken, const Token& found)
      : ParseStop(source, taken, found), words_(behind_heads(last_sentence(taken))) {}

  std::optional<Diagnostic> describe() const {
    using Case = std::optional<Diagnostic> (MisspeltWord::*)() const;
    static constexpr Case kCases[] = {
        &MisspeltWord::joined_words,   &MisspeltWord::type_word,
        &MisspeltWord::redefined_kind, &MisspeltWord::label_of_switch,
        &MisspeltWord::condition_word, &MisspeltWord::first_of_two,
    };
    for (Case known : kCases)
      if (std::optional<Diagnostic> diagnostic = (this->*known)()) return diagnostic;
    return std::nullopt;
  }

 private:
  size_t column(const Token& token) const {
    size_t newline = std::string_view(source_.text).substr(0, token.begin).rfind('\n');
    return token.begin - (newline + 1);
  }

  // Short words are allowed one slip as well: `fi`, `ad`.
  std::string_view nearest(const Token& token, const WordList& words) const {
    constexpr int kOneSlip = 2;
    std::string_view word = text(token);
    Nearest nearest(word);
    for (std::string_view known : words) nearest.offer(known);
    if (!nearest.found().empty() || word.size() != 2) return nearest.found();
    for (std::string_view known : words)
      if (spelling_distance(word, known, kOneSlip) <= kOneSlip) return known;
    return {};
  }

  std::optional<Diagnostic> unknown(const Token& token, std::string_view meant) const {
    if (meant.empty()) return std::nullopt;
    Diagnostic diagnostic;
    diagnostic.span = {source_.base + token.begin, token.length};
    diagnostic.message = "unknown word `" + std::string(text(token)) + "`";
    diagnostic.hint = "did you mean `" + std::string(meant) + "`?";
    diagnostic.code = "syntax";
    return diagnostic;
  }

  // functionname(x: count), globalx: count
  std::optional<Diagnostic> joined_words() const {
    bool may_be = !words_.empty() && words_[0].type == T::kName && words_[0].starts_line &&
                  (words_.size() == 1 || words_[1].type == T::kParenOpen) &&
                  found_.type == T::kColon;
    if (!may_be) return std::nullopt;
    std::string_view joined = text(words_[0]);
    std::string_view word = joined_word(words_before_new_names(), joined);
    std::optional<Diagnostic> d = unknown(words_[0], word);
    if (!d) return d;
    d->message = "a blank is missing behind `" + std::string(word) + "`";
    d->hint = "write `" + std::string(word) + " " + std::string(joined.substr(word.size())) + "`";
    return d;
  }

  // x: recrod { ... }, x: vectr of count
  std::optional<Diagnostic> type_word() const {
    bool is_type = previous_is(T::kName) && (previous_is(T::kColon, 1) || previous_is(T::kOf, 1));
    if (!is_type) return std::nullopt;
    if (found_.type == T::kBraceOpen)
      return unknown(taken_.back(), nearest(taken_.back(), {"record", "enum"}));
    if (found_.type == T::kParenOpen)
      return unknown(taken_.back(), nearest(taken_.back(), {"event", "function", "hook"}));
    if (found_.type == T::kOf)
      return unknown(taken_.back(), nearest(taken_.back(), {"vector", "opaque", "file"}));
    return std::nullopt;
  }

  // redef recrod connection += ...
  std::optional<Diagnostic> redefined_kind() const {
    if (found_.type != T::kName || !previous_is(T::kName) || !previous_is(T::kRedef, 1))
      return std::nullopt;
    return unknown(taken_.back(), nearest(taken_.back(), {"record", "enum", "event", "function"}));
  }

  // defualt: within a switch
  std::optional<Diagnostic> label_of_switch() const {
    bool is_label = words_.size() == 1 && words_[0].type == T::kName && found_.type == T::kColon &&
                    std::any_of(taken_.begin(), taken_.end(),
                                [](const Token& token) { return token.type == T::kSwitch; });
    if (!is_label) return std::nullopt;
    return unknown(words_[0], nearest(words_[0], {"default"}));
  }

  // whlie ( ... ) { and esle {
  std::optional<Diagnostic> condition_word() const {
    if (words_.empty() || words_[0].type != T::kName) return std::nullopt;
    bool opens = found_.type == T::kBraceOpen;
    if (words_.size() == 1)
      return opens ? unknown(words_[0], nearest(words_[0], {"else", "export", "when"}))
                   : std::nullopt;
    if (words_[1].type != T::kParenOpen || words_.back().type != T::kParenClose)
      return unfinished_loop();
    bool is_body = found_.starts_line && column(found_) > column(words_[0]);
    if (!opens && !is_body) return std::nullopt;
    return unknown(words_[0], nearest(words_[0], {"if", "for", "while", "switch", "when"}));
  }

  // fro ( x in y ) is a call as far as it goes; fro ( a, b in y ) is, too.
  std::optional<Diagnostic> unfinished_loop() const {
    bool binds = words_.size() == 2 && words_[1].type == T::kParenOpen && found_.type == T::kLocal;
    return binds ? unknown(words_[0], nearest(words_[0], {"for", "when"})) : std::nullopt;
  }

  // evnt zeek_init(), loca x = 1, retrun 5
  std::optional<Diagnostic> first_of_two() const {
    // } timout 5sec
    bool may_wait = words_.size() == 1 && words_[0].type == T::kName && taken_.size() > 1 &&
                    taken_[taken_.size() - 2].type == T::kBraceClose &&
                    (found_.type == T::kIntervalLiteral || found_.type == T::kName);
    if (may_wait)
      if (auto waits = unknown(words_[0], nearest(words_[0], {"timeout"}))) return waits;
    if (words_.size() != 1 || words_[0].type != T::kName || found_.starts_line) return std::nullopt;
    if (!begins_operand(found_.type) || found_.type == T::kDollar || found_.type == T::kBracketOpen)
      return std::nullopt;
    bool is_outside = open_brackets(taken_).empty();
    WordList words = is_outside ? words_of_declarations() : words_of_statements();
    // At top level may stand what the reader takes by itself, and statements.
    for (std::string_view word : {"module", "export", "print", "local"})
      if (is_outside) words.push_back(word);
    for (std::string_view word : {"for", "case"})
      if (!is_outside) words.push_back(word);
    return unknown(words_[0], nearest(words_[0], words));
  }

  std::vector<Token> words_;
};

}  // namespace

std::optional<Diagnostic>
describe_misspelt_word(const Source& source, const std::vector<Token>& taken, const Token& found) {
  return MisspeltWord(source, taken, found).describe();
}

namespace {

constexpr std::array<std::string_view, 14> kDirectives = {
    "@if",     "@ifdef",    "@ifndef",     "@else",   "@endif", "@load",     "@load-sigs",
    "@unload", "@prefixes", "@deprecated", "@pragma", "@DIR",   "@FILENAME", "@load-plugin"};

}  // namespace

Diagnostic describe_unknown_directive(const Source& source, const Token& found) {
  std::string_view word = std::string_view(source.text).substr(found.begin, found.length);
  Diagnostic diagnostic;
  diagnostic.span = {source.base + found.begin, found.length};
  diagnostic.code = "syntax";
  if (word == "@DEBUG") {
    diagnostic.message = "`@DEBUG` belongs to an interactive debugger and cannot stand in scripts";
    return diagnostic;
  }
  Nearest nearest(word);
  for (std::string_view known : kDirectives) nearest.offer(known);
  std::string list = "the directives are";
  for (std::string_view known : kDirectives) list += " " + std::string(known);
  diagnostic.message = "unknown directive `" + std::string(word) + "`";
  diagnostic.hint = nearest.found().empty() ? list : nearest.hint();
  if (word == "@end") diagnostic.hint = "did you mean `@endif`?";
  return diagnostic;
}

}  // namespace avocet
