// ByteReader: the only door through which untrusted bytes enter.
//
// A cursor over borrowed bytes. Every read is checked and returns a copy in host
// order; there is no access by pointer cast. A read past the end returns zero and
// sets failed(), which sticks, so that a decoder may read a whole header and ask
// once. The bytes must outlive the reader and every span taken from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace avocet {

using ByteSpan = std::span<const uint8_t>;

class ByteReader {
 public:
  ByteReader() = default;
  explicit ByteReader(ByteSpan bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  size_t position() const { return position_; }
  size_t remaining() const { return bytes_.size() - position_; }
  bool can_read(size_t count) const { return remaining() >= count; }

  uint8_t u8() { return static_cast<uint8_t>(big_endian<1>()); }
  uint16_t u16() { return static_cast<uint16_t>(big_endian<2>()); }
  uint32_t u24() { return static_cast<uint32_t>(big_endian<3>()); }
  uint32_t u32() { return static_cast<uint32_t>(big_endian<4>()); }
  uint64_t u64() { return big_endian<8>(); }

  uint16_t u16_le() { return static_cast<uint16_t>(little_endian<2>()); }
  uint32_t u32_le() { return static_cast<uint32_t>(little_endian<4>()); }
  uint64_t u64_le() { return little_endian<8>(); }

  // The next byte without moving; zero at the end, which is no failure.
  uint8_t peek() const { return remaining() > 0 ? bytes_[position_] : 0; }

  // Moves on. Past the end: moves to the end and fails.
  void skip(size_t count);
  // The next `count` bytes, or an empty span and failure.
  ByteSpan take(size_t count);
  // At most `count` bytes: fewer at the end, which is no failure.
  ByteSpan take_up_to(size_t count);
  // Everything left, leaving the reader at its end.
  ByteSpan rest() { return take_up_to(remaining()); }
  // Copies `count` bytes to `to`; on failure writes zeroes.
  void copy_to(uint8_t* to, size_t count);

 private:
  template <size_t kBytes> uint64_t big_endian() {
    if (!can_read(kBytes)) return fail();
    uint64_t value = 0;
    for (size_t i = 0; i < kBytes; ++i) value = value << 8 | bytes_[position_ + i];
    position_ += kBytes;
    return value;
  }
  template <size_t kBytes> uint64_t little_endian() {
    if (!can_read(kBytes)) return fail();
    uint64_t value = 0;
    for (size_t i = 0; i < kBytes; ++i) value |= uint64_t(bytes_[position_ + i]) << (8 * i);
    position_ += kBytes;
    return value;
  }
  uint64_t fail() {
    position_ = bytes_.size();
    failed_ = true;
    return 0;
  }

  ByteSpan bytes_;
  size_t position_ = 0;
  bool failed_ = false;
};

}  // namespace avocet
