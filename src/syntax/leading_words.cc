#include "syntax/leading_words.h"

#include <algorithm>
#include <initializer_list>

#include "syntax/table_parser.h"

namespace avocet {
namespace {

void add_new(WordList& words, std::string_view word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

// The key words that may follow `before` at the begin of a rule, with a name behind them.
WordList words_before_names(Rule rule, std::vector<TokenType> before = {}) {
  WordList words;
  TokenSet accepted = Expectation(rule, before).accepted();
  before.emplace_back();
  for (int number = 1; number < kTokenTypeCount; ++number) {
    auto type = static_cast<TokenType>(number);
    bool is_word = is_keyword(type) && !token_text(type).empty();
    if (!is_word || !accepted.test(static_cast<size_t>(number))) continue;
    before.back() = type;
    if (Expectation(rule, before).accepts(TokenType::kName)) add_new(words, token_text(type));
  }
  return words;
}

WordList words_before_names_of(std::initializer_list<Rule> rules) {
  WordList words;
  for (Rule rule : rules)
    for (std::string_view word : words_before_names(rule)) add_new(words, word);
  return words;
}

}  // namespace

const WordList& words_of_declarations() {
  static const WordList kWords = words_before_names(Rule::kDeclaration);
  return kWords;
}

const WordList& words_of_statements() {
  static const WordList kWords = words_before_names(Rule::kStatement);
  return kWords;
}

const WordList& words_of_redefinitions() {
  static const WordList kWords = words_before_names(Rule::kDeclaration, {TokenType::kRedef});
  return kWords;
}

const WordList& words_before_new_names() {
  static const WordList kWords =
      words_before_names_of({Rule::kVariableDeclaration, Rule::kTypeDeclaration,
                             Rule::kFunctionDeclaration, Rule::kLocalVariable});
  return kWords;
}

std::string_view joined_word(const WordList& words, std::string_view joined) {
  for (std::string_view word : words) {
    if (joined.size() <= word.size() || !joined.starts_with(word)) continue;
    char next = joined[word.size()];
    if (next != '_' && next != ':') return word;
  }
  return {};
}

}  // namespace avocet
