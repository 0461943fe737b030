#include "value/number.h"

#include <charconv>

#include "base/nearest_double.h"

namespace avocet {

namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 18446744073709551616.0;

template <class Number> std::optional<Number> parse_all(std::string_view text, int base) {
  Number n{};
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, n, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return n;
}

}  // namespace

std::optional<uint64_t> count_from_double(double d) {
  if (!(d > -1 && d < kTwoTo64)) return std::nullopt;
  return uint64_t(d);
}

std::optional<int64_t> int_from_double(double d) {
  if (!(d >= -kTwoTo63 && d < kTwoTo63)) return std::nullopt;
  return int64_t(d);
}

std::optional<uint64_t> parse_count(std::string_view text, int base) {
  return parse_all<uint64_t>(text, base);
}

std::optional<int64_t> parse_int(std::string_view text, int base) {
  bool plus = text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+';
  return parse_all<int64_t>(plus ? text.substr(1) : text, base);
}

std::optional<double> parse_double(std::string_view text) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  if (text.empty() || text[0] == '+') return std::nullopt;
  double d = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, d, std::chars_format::general);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  return error == std::errc::result_out_of_range ? nearest_double(text) : d;
}

std::optional<Port> parse_port(std::string_view text) {
  size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  std::optional<uint64_t> number = parse_count(text.substr(0, slash));
  if (!number || *number > 65535) return std::nullopt;
  for (PortProtocol p :
       {PortProtocol::kUnknown, PortProtocol::kTcp, PortProtocol::kUdp, PortProtocol::kIcmp})
    if (text.substr(slash + 1) == protocol_name(p)) return Port{uint16_t(*number), p};
  return std::nullopt;
}

std::optional<double> seconds_in_unit(std::string_view unit) {
  if (unit.size() > 1 && unit.back() == 's') unit.remove_suffix(1);
  if (unit == "usec") return 1e-6;
  if (unit == "msec") return 1e-3;
  if (unit == "sec") return 1;
  if (unit == "min") return 60;
  if (unit == "hr") return 3600;
  if (unit == "day") return 86400;
  return std::nullopt;
}

}  // namespace avocet
