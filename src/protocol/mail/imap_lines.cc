#include "protocol/mail/imap_lines.h"

#include <algorithm>
#include <charconv>

namespace avocet {

namespace {

std::string_view take_word(std::string_view& text) {
  text = text.substr(std::min(text.find_first_not_of(' '), text.size()));
  std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

ImapLine parse_imap_line(std::string_view line) {
  ImapLine found;
  found.tag = take_word(line);
  found.name = take_word(line);
  found.rest = line.substr(std::min(line.find_first_not_of(' '), line.size()));
  return found;
}

std::optional<uint64_t> imap_literal(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  line.remove_suffix(1);
  if (line.ends_with('+')) line.remove_suffix(1);
  size_t brace = line.rfind('{');
  if (brace == std::string_view::npos) return std::nullopt;
  std::string_view digits = line.substr(brace + 1);
  uint64_t length = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return length;
}

std::vector<std::string_view> imap_words(std::string_view text) {
  constexpr size_t kMax = 1000;
  std::vector<std::string_view> words;
  for (std::string_view word = take_word(text); !word.empty() && words.size() < kMax;
       word = take_word(text))
    words.push_back(word);
  return words;
}

}  // namespace avocet
