#include "tool/progress_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace avocet {

namespace {

// 5100000 as "5,100,000".
std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

struct Unit {
  double size;
  const char* name;
};

Unit unit_of(uint64_t bytes) {
  if (bytes >= 1'000'000'000) return {1e9, "GB"};
  if (bytes >= 1'000'000) return {1e6, "MB"};
  return {1e3, "kB"};
}

std::string in_unit(uint64_t bytes, const Unit& unit) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", double(bytes) / unit.size);
  return text;
}

std::string minutes(double seconds) {
  auto whole = static_cast<unsigned long long>(std::lround(seconds));
  char text[32];
  std::snprintf(text, sizeof text, "%llu:%02llu", whole / 60, whole % 60);
  return text;
}

}  // namespace

std::string progress_text(const ReadingProgress& p) {
  Unit unit = unit_of(std::max(p.bytes_read, p.bytes_total));
  std::string text = in_unit(p.bytes_read, unit);
  bool is_total_known = p.bytes_total > 0 && p.bytes_read <= p.bytes_total;
  if (is_total_known) text += " of " + in_unit(p.bytes_total, unit);
  text += ' ';
  text += unit.name;
  if (is_total_known) text += " (" + std::to_string(p.bytes_read * 100 / p.bytes_total) + "%)";
  text += ", " + grouped(p.packets) + " packets";
  if (p.seconds <= 0) return text;
  text += ", " + grouped(uint64_t(double(p.packets) / p.seconds)) + " packets/s";
  if (!is_total_known || p.bytes_read == 0) return text;
  double left = double(p.bytes_total - p.bytes_read) * p.seconds / double(p.bytes_read);
  return text + ", " + minutes(left) + " left";
}

}  // namespace avocet
