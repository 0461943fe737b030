// Checked conversions between numbers, and numbers from text. Nothing here throws or reports; a
// caller that gets nothing says why in its own words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "value/value.h"

namespace avocet {

// The fraction is cut off; nothing if the rest does not fit (NaN included).
std::optional<uint64_t> count_from_double(double d);
std::optional<int64_t> int_from_double(double d);
inline std::optional<uint64_t> count_from_int(int64_t n) {
  if (n < 0) return std::nullopt;
  return uint64_t(n);
}
inline std::optional<int64_t> int_from_count(uint64_t n) {
  if (n > uint64_t(INT64_MAX)) return std::nullopt;
  return int64_t(n);
}

// All of `text` is the number: decimal, or any base from 2 to 36 without a prefix. parse_int
// accepts a sign. Nothing on an empty text, other characters or overflow.
std::optional<uint64_t> parse_count(std::string_view text, int base = 10);
std::optional<int64_t> parse_int(std::string_view text, int base = 10);
// All of `text`: "3.14", ".5", "-1e9", "5.", "inf", "nan". No blanks, no hexadecimal.
std::optional<double> parse_double(std::string_view text);
// "80/tcp"; a number above 65535 or an unknown protocol is none.
std::optional<Port> parse_port(std::string_view text);

// Seconds in one unit of a literal: "usec", "msec", "sec", "min", "hr", "day", with or without "s".
std::optional<double> seconds_in_unit(std::string_view unit);

}  // namespace avocet
