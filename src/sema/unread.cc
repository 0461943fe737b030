#include "sema/unread.h"

#include "syntax/leading_words.h"

namespace avocet::sema {

namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// functionlook_up(): whether a word of the language ends there, and begins its own.
bool ends_word_of_language(std::string_view before) {
  for (std::string_view word : words_before_new_names()) {
    if (!before.ends_with(word)) continue;
    before.remove_suffix(word.size());
    return before.empty() || !is_word_character(before.back());
  }
  return false;
}

bool mentions_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    size_t end = at + word.size();
    bool is_whole = (at == 0 || !is_word_character(text[at - 1]) ||
                     ends_word_of_language(text.substr(0, at))) &&
                    (end == text.size() || !is_word_character(text[end]));
    if (is_whole) return true;
  }
  return false;
}

// Whether the text begins with the end of the word: the line may have lost its begin.
bool begins_within(std::string_view text, std::string_view word) {
  constexpr size_t kTelling = 3;
  size_t end = 0;
  while (end < text.size() && is_word_character(text[end])) ++end;
  std::string_view first = text.substr(0, end);
  return end >= kTelling && end < word.size() && word.ends_with(first);
}

}  // namespace

bool Unread::mentions(std::string_view word) const {
  if (word.empty()) return false;
  for (std::string_view text : texts_)
    if (mentions_word(text, word) || begins_within(text, word)) return true;
  return false;
}

bool Unread::extends(std::string_view type) const {
  std::string_view last = type.substr(type.rfind(':') + 1);
  if (last.empty()) return false;
  for (std::string_view text : texts_)
    if (text.starts_with("redef") && mentions_word(text.substr(0, text.find('{')), last))
      return true;
  return false;
}

}  // namespace avocet::sema
