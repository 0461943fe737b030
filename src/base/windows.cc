#include "base/windows.h"

namespace avocet {

namespace {

constexpr uint32_t kReplacementCharacter = 0xfffd;
constexpr uint32_t kFirstHigh = 0xd800, kFirstLow = 0xdc00, kBehindLow = 0xe000;

void append_utf8(std::string& to, uint32_t code) {
  auto tail = [&](int shift) { to += char(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    to += char(code);
  } else if (code < 0x800) {
    to += char(0xc0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    to += char(0xe0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    to += char(0xf0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

std::string text_of_utf16(ByteSpan bytes) {
  ByteReader reader(bytes);
  std::string text;
  text.reserve(bytes.size() / 2);
  while (reader.can_read(2)) {
    uint32_t unit = reader.u16_le();
    if (unit < kFirstHigh || unit >= kBehindLow) {
      append_utf8(text, unit);
      continue;
    }
    ByteReader ahead = reader;
    uint32_t low = ahead.can_read(2) ? ahead.u16_le() : 0;
    bool is_pair = unit < kFirstLow && low >= kFirstLow && low < kBehindLow;
    if (is_pair) reader = ahead;
    append_utf8(text, is_pair ? 0x10000 + ((unit - kFirstHigh) << 10) + (low - kFirstLow)
                              : kReplacementCharacter);
  }
  if (reader.remaining() > 0) append_utf8(text, kReplacementCharacter);
  return text;
}

std::string text_of_terminated_utf16(ByteSpan bytes) {
  for (size_t i = 0; i + 1 < bytes.size(); i += 2)
    if (bytes[i] == 0 && bytes[i + 1] == 0) return text_of_utf16(bytes.first(i));
  return text_of_utf16(bytes);
}

}  // namespace avocet
