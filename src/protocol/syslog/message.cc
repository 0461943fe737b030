#include "protocol/syslog/message.h"

#include <utility>

namespace avocet {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits at the front as a number, at most `most` of them; their count in `digits`.
struct Number {
  uint32_t value = 0;
  size_t digits = 0;
};

Number number_at_front(std::string_view text, size_t most) {
  Number number;
  while (number.digits < text.size() && number.digits < most && is_digit(text[number.digits]))
    number.value = number.value * 10 + uint32_t(text[number.digits++] - '0');
  return number;
}

std::string_view without_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == '\0'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

SyslogMessage parse_syslog(std::string_view bytes) {
  SyslogMessage message;
  message.text = without_end(bytes);
  if (!message.text.starts_with('<')) return message;
  Number priority = number_at_front(message.text.substr(1), 3);
  size_t end = 1 + priority.digits;
  if (priority.digits == 0 || end >= message.text.size() || message.text[end] != '>')
    return message;
  message.facility = priority.value / 8;
  message.severity = priority.value % 8;
  message.text.remove_prefix(end + 1);
  return message;
}

std::optional<std::string> SyslogFrames::next() {
  constexpr size_t kMostDigits = 6;
  size_t ends_at = std::string::npos, skip = 0, from = 0;
  Number length = number_at_front(waiting_, kMostDigits);
  if (length.digits > 0 && length.digits == waiting_.size()) return std::nullopt;
  if (length.digits > 0 && waiting_[length.digits] == ' ' && length.value <= kLongest) {
    from = length.digits + 1;
    if (waiting_.size() - from < length.value) return std::nullopt;
    ends_at = from + length.value;
  } else {
    ends_at = waiting_.find_first_of(std::string_view("\n\0", 2));
    if (ends_at != std::string::npos)
      skip = 1;
    else if (waiting_.size() > kLongest)
      ends_at = kLongest;
  }
  if (ends_at == std::string::npos) return std::nullopt;
  std::string message = waiting_.substr(from, ends_at - from);
  waiting_.erase(0, ends_at + skip);
  return message;
}

std::optional<std::string> SyslogFrames::rest() {
  if (waiting_.empty()) return std::nullopt;
  return std::exchange(waiting_, {});
}

}  // namespace avocet
