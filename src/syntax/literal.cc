#include "syntax/literal.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "base/nearest_double.h"

namespace avocet {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

double unit_seconds(std::string_view unit) {
  if (unit.ends_with('s')) unit.remove_suffix(1);
  if (unit == "day") return 86400;
  if (unit == "hr") return 3600;
  if (unit == "min") return 60;
  if (unit == "sec") return 1;
  if (unit == "msec") return 1e-3;
  return 1e-6;
}

char simple_escape(char c) {
  switch (c) {
  case 'n': return '\n';
  case 't': return '\t';
  case 'r': return '\r';
  case 'v': return '\v';
  case 'b': return '\b';
  case 'f': return '\f';
  case 'a': return '\a';
  default: return c;
  }
}

// Up to `most` digits of `base` at `at`, which moves behind them.
unsigned escaped_number(std::string_view text, size_t& at, int base, int most) {
  unsigned value = 0;
  for (int n = 0; n < most && at < text.size(); ++n, ++at) {
    int digit = hex_digit(text[at]);
    if (digit < 0 || digit >= base) break;
    value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit);
  }
  return value;
}

}  // namespace

std::optional<uint64_t> count_value(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> double_value(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    // Too small is zero, too large is an error.
    double nearest = nearest_double(text);
    return std::isinf(nearest) ? std::nullopt : std::optional(nearest);
  }
  if (error != std::errc()) return std::nullopt;
  return value;
}

std::optional<double> interval_value(std::string_view text) {
  size_t number_end = text.find_last_of("0123456789.") + 1;
  std::optional<double> number = double_value(text.substr(0, number_end));
  if (!number) return std::nullopt;
  std::string_view unit = text.substr(number_end);
  unit.remove_prefix(std::min(unit.find_first_not_of(" \t"), unit.size()));
  return *number * unit_seconds(unit);
}

std::optional<PortValue> port_value(std::string_view text) {
  size_t slash = text.find('/');
  uint16_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + slash, number);
  if (error != std::errc()) return std::nullopt;
  std::string_view name = text.substr(slash + 1);
  PortProtocol protocol = name == "tcp"    ? PortProtocol::kTcp
                          : name == "udp"  ? PortProtocol::kUdp
                          : name == "icmp" ? PortProtocol::kIcmp
                                           : PortProtocol::kUnknown;
  return PortValue{number, protocol};
}

bool is_plain_string(std::string_view text) { return text.find('\\') == std::string_view::npos; }

bool has_empty_escape(std::string_view text) {
  size_t at = 0;
  while ((at = text.find('\\', at)) != std::string_view::npos && at + 2 < text.size()) {
    if (text[at + 1] == 'x' && hex_digit(text[at + 2]) < 0) return true;
    at += 2;
  }
  return false;
}

std::string string_value(std::string_view text) {
  text = text.substr(1, text.size() - 2);
  std::string value;
  value.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    char c = text[at++];
    if (c != '\\' || at == text.size()) {
      value += c;
    } else if (text[at] == 'x' && at + 1 < text.size() && hex_digit(text[at + 1]) >= 0) {
      value += static_cast<char>(escaped_number(text, ++at, 16, 2));
    } else if (text[at] >= '0' && text[at] <= '7') {
      value += static_cast<char>(escaped_number(text, at, 8, 3));
    } else {
      value += simple_escape(text[at++]);
    }
  }
  return value;
}

}  // namespace avocet
