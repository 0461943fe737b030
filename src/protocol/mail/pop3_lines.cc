#include "protocol/mail/pop3_lines.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "mime/header.h"
#include "mime/transfer_decoder.h"
#include "protocol/mail/blanks.h"

namespace avocet {

namespace {

constexpr std::array<std::string_view, 17> kCommands{"USER", "PASS", "APOP", "AUTH", "STAT", "LIST",
                                                     "RETR", "DELE", "RSET", "NOOP", "LAST", "QUIT",
                                                     "TOP",  "CAPA", "UIDL", "STLS", "XSND"};

// What follows a word at the begin of a line; nothing if something else stands there.
std::optional<std::string_view> behind(std::string_view word, std::string_view line) {
  if (!ascii_equal(line.substr(0, word.size()), word)) return std::nullopt;
  line.remove_prefix(word.size());
  if (!line.empty() && kBlanks.find(line.front()) == std::string_view::npos) return std::nullopt;
  return without_leading_blanks(line);
}

}  // namespace

Pop3Command parse_pop3_command(std::string_view line) {
  line = without_leading_blanks(line);
  Pop3Command command;
  command.word = line.substr(0, line.find_first_of(kBlanks));
  command.name = ascii_upper(command.word);
  command.argument = without_leading_blanks(line.substr(command.word.size()));
  return command;
}

bool is_pop3_command(std::string_view name) {
  return std::find(kCommands.begin(), kCommands.end(), name) != kCommands.end();
}

bool has_pop3_lines(const std::string& name, bool has_argument) {
  if (name == "RETR" || name == "TOP" || name == "CAPA") return true;
  return !has_argument && (name == "LIST" || name == "UIDL" || name == "AUTH");
}

std::optional<Pop3Reply> parse_pop3_reply(std::string_view line) {
  if (auto text = behind("+OK", line)) return Pop3Reply{Pop3Status::kOk, *text};
  if (auto text = behind("-ERR", line)) return Pop3Reply{Pop3Status::kError, *text};
  if (auto text = behind("+", line)) return Pop3Reply{Pop3Status::kChallenge, *text};
  return std::nullopt;
}

std::optional<std::string> pop3_decoded(std::string_view text) {
  TransferDecoder decoder(TransferEncoding::kBase64);
  std::string decoded;
  decoder.decode(text, decoded);
  decoder.finish(decoded);
  if (decoder.illegal() > 0) return std::nullopt;
  return decoded;
}

std::optional<Pop3Login> parse_pop3_plain(std::string_view decoded) {
  size_t first = decoded.find('\0');
  if (first == std::string_view::npos) return std::nullopt;
  decoded.remove_prefix(first + 1);
  size_t second = decoded.find('\0');
  if (second == std::string_view::npos) return std::nullopt;
  return Pop3Login{std::string(decoded.substr(0, second)), std::string(decoded.substr(second + 1))};
}

}  // namespace avocet
