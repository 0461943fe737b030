#include "protocol/irc/message.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace avocet {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::string_view without_blanks_in_front(std::string_view text) {
  size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// What stands before the next blank, which is taken off with those that follow it.
std::string_view next_word(std::string_view& text) {
  size_t end = std::min(text.find(' '), text.size());
  std::string_view word = text.substr(0, end);
  text = without_blanks_in_front(text.substr(end));
  return word;
}

std::optional<uint64_t> number(std::string_view text) {
  uint64_t found = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return found;
}

}  // namespace

std::string_view without_colon(std::string_view text) {
  if (text.starts_with(':')) text.remove_prefix(1);
  return text;
}

std::optional<IrcLine> parse_irc_line(std::string_view line) {
  IrcLine found;
  line = without_blanks_in_front(line);
  if (line.starts_with('@')) next_word(line);  // tags (IRCv3)
  if (line.starts_with(':')) {
    found.prefix = next_word(line).substr(1);
    if (found.prefix.empty()) return std::nullopt;
  }
  std::string_view command = next_word(line);
  if (command.empty()) return std::nullopt;
  found.params = line;
  if (std::all_of(command.begin(), command.end(), is_digit)) {
    if (command.size() != 3) return std::nullopt;
    found.code = uint32_t(*number(command));
    return found;
  }
  if (!std::all_of(command.begin(), command.end(), is_letter)) return std::nullopt;
  found.command = ascii_upper(command);
  return found;
}

std::vector<std::string_view> irc_params(std::string_view params) {
  std::vector<std::string_view> found;
  params = without_blanks_in_front(params);
  while (!params.empty()) {
    if (params.starts_with(':')) {
      found.push_back(params.substr(1));
      break;
    }
    found.push_back(next_word(params));
  }
  return found;
}

std::string_view irc_trailing(std::string_view params) {
  size_t colon = params.find(':');
  return colon == std::string_view::npos ? params : params.substr(colon + 1);
}

std::vector<std::string_view> irc_words(std::string_view text, char separator) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    size_t end = std::min(text.find(separator), text.size());
    if (end > 0) found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

std::string_view irc_nick(std::string_view prefix) { return prefix.substr(0, prefix.find('!')); }

IrcCounts irc_counts(std::string_view text) {
  IrcCounts counts;
  std::vector<std::string_view> words = irc_words(text);
  for (size_t i = 1; i < words.size(); ++i) {
    std::optional<uint64_t> before = number(without_colon(words[i - 1]));
    if (!before) continue;
    if (words[i] == "users" || words[i] == "clients") counts.users = *before;
    if (words[i] == "services") counts.services = *before;
    if (words[i] == "servers") counts.servers = *before;
  }
  return counts;
}

std::optional<IrcDcc> parse_irc_dcc(std::string_view message) {
  constexpr std::string_view kBegin = "DCC ";
  if (message.starts_with('\1')) message.remove_prefix(1);
  if (!message.starts_with(kBegin)) return std::nullopt;
  message.remove_prefix(kBegin.size());
  if (message.ends_with('\1')) message.remove_suffix(1);
  std::vector<std::string_view> words = irc_words(message);
  IrcDcc dcc;
  if (words.size() < 4) {
    dcc.problem = DccProblem::kFormat;
    return dcc;
  }
  dcc.kind = words[0];
  dcc.argument = words[1];
  std::optional<uint64_t> host = number(words[2]), port = number(words[3]);
  if (!host || *host > UINT32_MAX) {
    dcc.problem = DccProblem::kHost;
    return dcc;
  }
  dcc.host = uint32_t(*host);
  dcc.port = port.value_or(0);
  if (dcc.port == 0 || dcc.port > UINT16_MAX) {
    dcc.problem = DccProblem::kPort;
    return dcc;
  }
  if (words.size() > 4) dcc.size = number(words[4]).value_or(0);
  return dcc;
}

}  // namespace avocet
