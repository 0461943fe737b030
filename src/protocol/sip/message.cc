#include "protocol/sip/message.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

constexpr std::string_view kProtocol = "SIP/";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 3261, 25.1.
bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         std::string_view("-.!%*_+`'~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

// The next line without its end; `text` goes on behind it.
std::string_view take_line(std::string_view& text) {
  size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// "SIP/2.0": its number, or nothing.
std::string_view version_of(std::string_view text) {
  if (!text.starts_with(kProtocol)) return {};
  text.remove_prefix(kProtocol.size());
  size_t dot = text.find('.');
  auto are_digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  };
  if (dot == std::string_view::npos || !are_digits(text.substr(0, dot))) return {};
  return are_digits(text.substr(dot + 1)) ? text : std::string_view();
}

bool read_request(std::string_view line, SipMessage& message) {
  size_t first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  message.is_request = true;
  message.method = line.substr(0, first);
  message.uri = trimmed(line.substr(first, last - first));
  message.version = version_of(line.substr(last + 1));
  return is_token(message.method) && !message.uri.empty() && !message.version.empty();
}

bool read_reply(std::string_view line, SipMessage& message) {
  constexpr size_t kCodeSize = 3;
  size_t blank = line.find(' ');
  message.version = version_of(line.substr(0, blank));
  if (message.version.empty() || blank == std::string_view::npos) return false;
  line.remove_prefix(blank + 1);
  if (line.size() < kCodeSize || !std::all_of(line.begin(), line.begin() + kCodeSize, is_digit))
    return false;
  for (size_t i = 0; i < kCodeSize; ++i) message.code = message.code * 10 + uint32_t(line[i] - '0');
  line.remove_prefix(kCodeSize);
  if (!line.empty() && line[0] != ' ') return false;
  message.reason = trimmed(line);
  return true;
}

void read_headers(std::string_view& rest, SipMessage& message) {
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (line.empty()) return;
    if (is_blank(line[0])) {
      if (!message.headers.empty()) {
        std::string& value = message.headers.back().value;
        if (!value.empty()) value += ' ';
        value += trimmed(line);
      }
      continue;
    }
    size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view name = trimmed(line.substr(0, colon));
    if (!is_token(name) || message.headers.size() == kMaxSipHeaders) continue;
    message.headers.push_back({name, std::string(trimmed(line.substr(colon + 1)))});
  }
}

}  // namespace

std::string_view without_sip_keepalive(std::string_view bytes) {
  constexpr std::string_view kFillers("\0\r\n", 3);
  size_t begin = bytes.find_first_not_of(kFillers);
  return begin == std::string_view::npos ? std::string_view() : bytes.substr(begin);
}

std::optional<SipMessage> parse_sip(std::string_view bytes) {
  SipMessage message;
  std::string_view line = take_line(bytes);
  bool is_good =
      line.starts_with(kProtocol) ? read_reply(line, message) : read_request(line, message);
  if (!is_good) return std::nullopt;
  read_headers(bytes, message);
  message.body = bytes;
  return message;
}

}  // namespace avocet
