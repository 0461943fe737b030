// Numbers as logs show them, appended to a text.
//
// Seconds are worked with as whole microseconds, without any floating-point printing, where they
// fit.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

#include "base/ip_address.h"

namespace avocet {

// A text that grows without being cleared first; the buffer of a writer.
class TextBuffer {
 public:
  // Room for `size` more bytes; commit() says how many were used.
  char* reserve(size_t size) {
    if (bytes_.size() - used_ < size) grow(size);
    return bytes_.data() + used_;
  }
  void commit(char* end) { used_ = size_t(end - bytes_.data()); }

  void push(char c) {
    char* at = reserve(1);
    *at = c;
    commit(at + 1);
  }
  void append(std::string_view text) {
    if (text.size() == 1) return push(text[0]);  // separators
    char* at = reserve(text.size());
    text.copy(at, text.size());
    commit(at + text.size());
  }

  std::string_view view() const { return {bytes_.data(), used_}; }
  size_t size() const { return used_; }
  void clear() { used_ = 0; }
  // Forgets what came after the first `size` bytes.
  void truncate(size_t size) { used_ = size; }

 private:
  void grow(size_t size) { bytes_.resize((bytes_.size() + size) * 2); }
  std::string bytes_;
  size_t used_ = 0;
};

void append_count(TextBuffer& out, uint64_t n);
void append_int(TextBuffer& out, int64_t n);
// Always six decimals: times and intervals of text logs.
void append_micros(TextBuffer& out, double seconds);
// Up to six decimals, at least one, never with an exponent: doubles of text logs. 3.14, 100.0.
void append_double(TextBuffer& out, double d);
// The shortest decimal that reads back as the same number: JSON. Infinities and NaN become null.
void append_json_double(TextBuffer& out, double d);
// "2011-03-18T19:06:07.096535Z"
void append_iso_time(TextBuffer& out, double seconds);
// "2011-03-18-19-06-07", UTC unless the environment says otherwise: the lines #open and #close.
std::string header_time(double seconds);
// "conn-11-03-07_06.00.05": the name of a rotated log where no script says another.
std::string rotated_log_name(const std::string& path, double open);

void append_address(TextBuffer& out, const IpAddress& address);
void append_subnet(TextBuffer& out, const Prefix& prefix);

}  // namespace avocet
