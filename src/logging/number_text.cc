#include "logging/number_text.h"

#include <cmath>
#include <ctime>

#include "value/format.h"

namespace avocet {

namespace {

constexpr int64_t kMicros = 1'000'000;
// Up to here seconds times a million are whole numbers that a double holds exactly enough.
constexpr double kExactSeconds = 9e9;
constexpr size_t kLongestNumber = 400;  // %f of the largest double

constexpr char kDigitPairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";

char* put_number(char* at, uint64_t n) { return std::to_chars(at, at + 20, n).ptr; }

char* put_pair(char* at, uint32_t n) {
  at[0] = kDigitPairs[n * 2];
  at[1] = kDigitPairs[n * 2 + 1];
  return at + 2;
}

// Exactly six digits.
char* put_fraction(char* at, uint32_t micros) {
  at = put_pair(at, micros / 10000);
  at = put_pair(at, micros / 100 % 100);
  return put_pair(at, micros % 100);
}

void append_format(TextBuffer& out, const char* format, double d) {
  char* at = out.reserve(kLongestNumber);
  int size = std::snprintf(at, kLongestNumber, format, d);
  out.commit(at + (size < 0 ? 0 : size));
}

// Fits the fast way, and says the nearest number of microseconds.
bool to_micros(double seconds, int64_t& micros) {
  if (!(std::fabs(seconds) < kExactSeconds)) return false;
  // The whole part apart: multiplied with it, a fraction that is nearly half a microsecond is lost.
  double whole = std::trunc(seconds);
  micros = int64_t(whole) * kMicros + std::llrint((seconds - whole) * 1e6);
  return true;
}

char* put_micros(char* at, int64_t micros) {
  uint64_t magnitude = micros < 0 ? uint64_t(-micros) : uint64_t(micros);
  if (micros < 0) *at++ = '-';
  at = put_number(at, magnitude / kMicros);
  *at++ = '.';
  return put_fraction(at, uint32_t(magnitude % kMicros));
}

// Takes zeroes off the end of a fraction but leaves one digit.
char* strip_zeroes(char* end) {
  while (end[-1] == '0' && end[-2] != '.') --end;
  return end;
}

char* put_two_digits(char* at, int n) { return put_pair(at, uint32_t(n)); }

}  // namespace

void append_count(TextBuffer& out, uint64_t n) { out.commit(put_number(out.reserve(20), n)); }

void append_int(TextBuffer& out, int64_t n) {
  char* at = out.reserve(21);
  out.commit(std::to_chars(at, at + 21, n).ptr);
}

void append_micros(TextBuffer& out, double seconds) {
  int64_t micros = 0;
  if (!to_micros(seconds, micros)) return append_format(out, "%.6f", seconds);
  out.commit(put_micros(out.reserve(32), micros));
}

void append_double(TextBuffer& out, double d) {
  int64_t micros = 0;
  if (to_micros(d, micros)) return out.commit(strip_zeroes(put_micros(out.reserve(32), micros)));
  if (!std::isfinite(d)) return append_format(out, "%f", d);
  append_format(out, "%.6f", d);
  char* at = out.reserve(0);
  out.commit(strip_zeroes(at));
}

void append_json_double(TextBuffer& out, double d) {
  if (!std::isfinite(d)) return out.append("null");
  int64_t micros = 0;
  // Times and intervals are whole microseconds: then the division gives back the very same number.
  if (to_micros(d, micros) && double(micros) / 1e6 == d && !(micros == 0 && std::signbit(d)))
    return out.commit(strip_zeroes(put_micros(out.reserve(32), micros)));
  out.commit(put_json_number(out.reserve(kLongestJsonNumber), d));
}

void append_iso_time(TextBuffer& out, double seconds) {
  int64_t micros = 0;
  if (!to_micros(seconds, micros)) return append_micros(out, seconds);
  int64_t whole = micros / kMicros - (micros % kMicros < 0);
  time_t clock = time_t(whole);
  tm parts{};
  if (!gmtime_r(&clock, &parts)) return append_micros(out, seconds);
  char* at = put_number(out.reserve(64), uint64_t(parts.tm_year + 1900));
  *at++ = '-';
  at = put_two_digits(at, parts.tm_mon + 1);
  *at++ = '-';
  at = put_two_digits(at, parts.tm_mday);
  *at++ = 'T';
  at = put_two_digits(at, parts.tm_hour);
  *at++ = ':';
  at = put_two_digits(at, parts.tm_min);
  *at++ = ':';
  at = put_two_digits(at, parts.tm_sec);
  *at++ = '.';
  at = put_fraction(at, uint32_t(micros - whole * kMicros));
  *at++ = 'Z';
  out.commit(at);
}

namespace {

std::string local_time_text(const char* format, double seconds) {
  time_t clock = std::isfinite(seconds) && std::fabs(seconds) < kExactSeconds ? time_t(seconds) : 0;
  tm parts{};
  localtime_r(&clock, &parts);
  char text[64];
  return {text, strftime(text, sizeof text, format, &parts)};
}

}  // namespace

std::string header_time(double seconds) { return local_time_text("%Y-%m-%d-%H-%M-%S", seconds); }

std::string rotated_log_name(const std::string& path, double open) {
  return path + local_time_text("-%y-%m-%d_%H.%M.%S", open);
}

void append_address(TextBuffer& out, const IpAddress& address) {
  if (!address.is_v4()) return out.append(address.to_string());
  uint32_t bits = address.v4_bits();
  char* at = out.reserve(16);
  for (int shift = 24; shift >= 0; shift -= 8) {
    at = put_number(at, bits >> shift & 255);
    if (shift > 0) *at++ = '.';
  }
  out.commit(at);
}

void append_subnet(TextBuffer& out, const Prefix& prefix) { out.append(prefix.to_string()); }

}  // namespace avocet
