#include "base/ber_reader.h"

namespace avocet {

BerElement BerReader::element() {
  BerElement element;
  element.tag = reader_.u8();
  size_t length = reader_.u8();
  constexpr uint8_t kLong = 0x80, kMaxLengthBytes = 4, kHighTag = 0x1f;
  bool is_readable = (element.tag & kHighTag) != kHighTag;
  if (length & kLong) {
    size_t bytes = length & 0x7f;
    is_readable = is_readable && bytes > 0 && bytes <= kMaxLengthBytes;
    length = 0;
    for (size_t i = 0; is_readable && i < bytes; ++i) length = length << 8 | reader_.u8();
  }
  if (is_readable) element.content = reader_.take(length);
  if (is_readable && !reader_.failed() && !failed_) return element;
  fail();
  reader_.rest();
  return {};
}

ByteSpan BerReader::content(uint8_t tag) {
  BerElement next = element();
  if (next.tag == tag) return next.content;
  fail();
  return {};
}

BerReader BerReader::inside(uint8_t tag) {
  BerReader inner(content(tag));
  inner.failed_ = failed_;
  return inner;
}

std::optional<BerReader> BerReader::optional_inside(uint8_t tag) {
  if (failed_ || at_end() || next_tag() != tag) return std::nullopt;
  return inside(tag);
}

int64_t BerReader::integer(uint8_t tag) {
  auto number = ber_integer(content(tag));
  if (!number) fail();
  return number.value_or(0);
}

uint64_t BerReader::positive(uint8_t tag) {
  auto number = ber_unsigned(content(tag));
  if (!number) fail();
  return number.value_or(0);
}

std::optional<int64_t> ber_integer(ByteSpan content) {
  if (content.empty() || content.size() > sizeof(int64_t)) return std::nullopt;
  uint64_t number = content[0] & 0x80 ? ~uint64_t(0) : 0;
  for (uint8_t byte : content) number = number << 8 | byte;
  return int64_t(number);
}

std::optional<uint64_t> ber_unsigned(ByteSpan content) {
  while (content.size() > 1 && content[0] == 0) content = content.subspan(1);
  if (content.empty() || content.size() > sizeof(uint64_t)) return std::nullopt;
  uint64_t number = 0;
  for (uint8_t byte : content) number = number << 8 | byte;
  return number;
}

BerOid ber_oid(ByteSpan content) {
  constexpr size_t kMaxBytes = 10;  // of seven bits each
  BerOid oid;
  uint64_t number = 0;
  size_t bytes = 0;
  for (uint8_t byte : content) {
    number = number << 7 | (byte & 0x7f);
    ++bytes;
    if (byte & 0x80) continue;
    if (bytes > kMaxBytes) {
      oid.too_long = bytes;
      oid.text.clear();
      return oid;
    }
    // The first number is two: their sum, the first of them taken forty times.
    if (oid.text.empty()) {
      uint64_t first = number < 80 ? number / 40 : 2;
      oid.text = std::to_string(first) + "." + std::to_string(number - 40 * first);
    } else {
      oid.text += "." + std::to_string(number);
    }
    number = 0;
    bytes = 0;
  }
  if (bytes == 0) return oid;
  oid.is_cut = true;
  oid.too_long = bytes > kMaxBytes ? bytes : 0;
  oid.text.clear();
  return oid;
}

}  // namespace avocet
