#include "value/format.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace avocet {

namespace {

constexpr double kLargestFixed = 2147483647.0;
constexpr double kSmallestFixed = 1e-6;
constexpr int kDecimals = 6;
constexpr double kScale = 1e6;

template <class... Format> void append_chars(std::string& out, double d, Format... format) {
  char buffer[400];  // the longest fixed double has 309 digits before the point
  auto end = std::to_chars(buffer, buffer + sizeof buffer, d, format...);
  out.append(buffer, end.ptr);
}

// True if `d` has no digits to render.
bool append_special(std::string& out, double d) {
  if (std::isnan(d)) {
    out += "nan";
  } else if (std::isinf(d)) {
    out += d < 0 ? "-inf" : "inf";
  } else {
    return false;
  }
  return true;
}

struct Unit {
  double seconds;
  const char* name;
};
constexpr Unit kUnits[] = {
    {86400, "day"}, {3600, "hr"}, {60, "min"}, {1, "sec"}, {1e-3, "msec"}, {1e-6, "usec"},
};
// Half of the last decimal that microseconds are shown with.
constexpr double kInvisible = 5e-13;

void append_part(std::string& out, double n, const char* unit) {
  if (!out.empty() && out.back() != ' ') out += ' ';
  append_double(out, n);
  out += ' ';
  out += unit;
  // One as it is shown: with six decimals.
  if (std::fabs(std::fabs(n) - 1) >= 5e-7) out += 's';
}

}  // namespace

void append_count(std::string& out, uint64_t n) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, n).ptr);
}

void append_int(std::string& out, int64_t n) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, n).ptr);
}

void append_double(std::string& out, double d) {
  if (append_special(out, d)) return;
  double size = std::fabs(d);
  if (size > kLargestFixed || (size != 0 && size < kSmallestFixed))
    return append_chars(out, d, std::chars_format::scientific);
  double whole = std::floor(size);
  auto fraction = uint64_t(std::nearbyint((size - whole) * kScale));
  auto integer = uint64_t(whole);
  if (fraction == uint64_t(kScale)) {
    ++integer;
    fraction = 0;
  }
  if (d < 0) out += '-';
  append_count(out, integer);
  out += '.';
  char digits[kDecimals];
  for (int i = kDecimals - 1; i >= 0; --i, fraction /= 10) digits[i] = char('0' + fraction % 10);
  int shown = kDecimals;
  while (shown > 1 && digits[shown - 1] == '0') --shown;
  out.append(digits, size_t(shown));
}

void append_fixed(std::string& out, double d, int decimals) {
  if (append_special(out, d)) return;
  // Times and durations: exact enough in one multiplication unless the digit is in doubt.
  if (decimals == kDecimals && std::fabs(d) < 1e10) {
    double scaled = std::fabs(d) * kScale;
    double rounded = std::nearbyint(scaled);
    if (std::fabs(scaled - rounded) < 0.49) {
      auto n = uint64_t(rounded);
      if (std::signbit(d)) out += '-';
      append_count(out, n / uint64_t(kScale));
      out += '.';
      n %= uint64_t(kScale);
      for (uint64_t place = uint64_t(kScale) / 10; place != 0; place /= 10)
        out += char('0' + n / place % 10);
      return;
    }
  }
  append_chars(out, d, std::chars_format::fixed, decimals);
}

char* put_json_number(char* at, double d) {
  char text[kLongestJsonNumber];
  char* end =
      std::to_chars(text, text + sizeof text, std::fabs(d), std::chars_format::scientific).ptr;
  char* e = std::find(text, end, 'e');
  int exponent = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
  // All digits in one run: `digits` of them, the point behind the first `point`.
  size_t digits = 1;
  for (char* c = text + 2; c < e; ++c) text[digits++] = *c;
  int point = exponent + 1;

  if (std::signbit(d)) *at++ = '-';
  if (point > 21 || point <= -6) {
    *at++ = text[0];
    if (digits > 1) *at++ = '.';
    at = std::copy(text + 1, text + digits, at);
    *at++ = 'e';
    return std::to_chars(at, at + 5, exponent).ptr;
  }
  if (point <= 0) {
    at = std::copy_n("0.", 2, at);
    at = std::fill_n(at, -point, '0');
    return std::copy(text, text + digits, at);
  }
  size_t whole = std::min(digits, size_t(point));
  at = std::copy(text, text + whole, at);
  at = std::fill_n(at, size_t(point) - whole, '0');
  *at++ = '.';
  if (digits == whole) *at++ = '0';
  return std::copy(text + whole, text + digits, at);
}

void append_json_number(std::string& out, double d) {
  char text[kLongestJsonNumber];
  out.append(text, put_json_number(text, d));
}

void append_interval(std::string& out, double seconds) {
  if (!std::isfinite(seconds)) {
    append_special(out, seconds);
    out += " secs";
    return;
  }
  if (seconds == 0) {
    out += "0 secs";
    return;
  }
  std::string text;
  double sign = seconds < 0 ? -1 : 1;
  double left = std::fabs(seconds);
  for (const Unit& unit : kUnits) {
    if (unit.seconds == kUnits[5].seconds) {
      double n = left / unit.seconds;
      if (text.empty() || n >= 5e-7) append_part(text, sign * n, unit.name);
      break;
    }
    double n = std::floor(left / unit.seconds);
    // 59.9999999999999 seconds are a minute: the rest would show as nothing, or as 60.0.
    if ((n + 1) * unit.seconds - left < kInvisible) ++n;
    if (n <= 0) continue;
    append_part(text, sign * n, unit.name);
    left = std::fmax(0, left - n * unit.seconds);
  }
  out += text;
}

void append_port(std::string& out, Port port) {
  append_count(out, port.number);
  out += '/';
  out += protocol_name(port.protocol);
}

void append_printable(std::string& out, std::string_view bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      out += c;
    } else {
      const char escaped[] = {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
      out.append(escaped, sizeof escaped);
    }
  }
}

}  // namespace avocet
