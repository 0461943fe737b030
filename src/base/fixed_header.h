// FixedHeader: the part of a header that is always there, with numbers at fixed places.
//
// The other door for untrusted bytes beside ByteReader (base/byte_reader.h), for headers that every
// packet has: the length is asked once, and the places are known when this is compiled.
#pragma once

#include <array>
#include <bit>
#include <cstring>

#include "base/byte_reader.h"
#include "base/check.h"

namespace avocet {

template <size_t kSize> class FixedHeader {
 public:
  // Precondition: so many bytes are there. They outlive this.
  explicit FixedHeader(ByteSpan bytes) : bytes_(bytes.data()) { CHECK(bytes.size() >= kSize); }

  // In host order.
  template <size_t kAt> uint8_t u8() const { return number<uint8_t, kAt>(); }
  template <size_t kAt> uint16_t u16() const { return swapped(number<uint16_t, kAt>()); }
  template <size_t kAt> uint32_t u32() const { return swapped(number<uint32_t, kAt>()); }
  template <size_t kAt> uint64_t u64() const { return swapped(number<uint64_t, kAt>()); }

  template <size_t kAt, size_t kCount> void copy_to(std::array<uint8_t, kCount>& to) const {
    static_assert(kAt + kCount <= kSize);
    std::memcpy(to.data(), bytes_ + kAt, kCount);
  }

 private:
  template <class Number, size_t kAt> Number number() const {
    static_assert(kAt + sizeof(Number) <= kSize);
    Number number;
    std::memcpy(&number, bytes_ + kAt, sizeof number);
    return number;
  }
  static uint16_t swapped(uint16_t n) { return kIsLittle ? __builtin_bswap16(n) : n; }
  static uint32_t swapped(uint32_t n) { return kIsLittle ? __builtin_bswap32(n) : n; }
  static uint64_t swapped(uint64_t n) { return kIsLittle ? __builtin_bswap64(n) : n; }

  static constexpr bool kIsLittle = std::endian::native == std::endian::little;

  const uint8_t* bytes_;
};

}  // namespace avocet
