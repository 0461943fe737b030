#include "packet/checksum.h"

#include <bit>

namespace avocet {
namespace {

// Adds in the machine's byte order: RFC 1071 (2)(B) shows that swapping the bytes of the
// folded result gives the sum in the other order. Eight bytes at a time: a carry out of them counts
// 2^64, which is 1 modulo 2^16 - 1.
uint64_t native_sum(ByteSpan bytes) {
  uint64_t sum = 0, carries = 0;
  const uint8_t* at = bytes.data();
  size_t left = bytes.size();
  auto add = [&](uint64_t word) {
    sum += word;
    carries += sum < word;
  };
  auto word_at = [&at](size_t offset) {
    uint64_t word;
    std::memcpy(&word, at + offset, 8);
    return word;
  };
  for (; left >= 32; at += 32, left -= 32) {
    add(word_at(0));
    add(word_at(8));
    add(word_at(16));
    add(word_at(24));
  }
  for (; left >= 8; at += 8, left -= 8) add(word_at(0));
  if (left > 0) {
    uint64_t word = 0;
    std::memcpy(&word, at, left);
    add(word);
  }
  return (sum & 0xffffffff) + (sum >> 32) + carries;
}

uint16_t fold(uint64_t sum) {
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<uint16_t>(sum);
}

}  // namespace

void ChecksumSum::add(ByteSpan bytes) {
  uint16_t native = fold(native_sum(bytes));
  if constexpr (std::endian::native == std::endian::little) native = __builtin_bswap16(native);
  sum_ += native;
}

void ChecksumSum::add_pseudo_header(const IpAddress& source, const IpAddress& destination,
                                    uint8_t protocol, uint32_t length) {
  for (const IpAddress* address : {&source, &destination}) {
    if (address->is_v4()) {
      sum_ += address->v4_bits();
      continue;
    }
    sum_ += (address->high() >> 32) + (address->high() & 0xffffffff);
    sum_ += (address->low() >> 32) + (address->low() & 0xffffffff);
  }
  sum_ += protocol;
  sum_ += length;
}

uint16_t ChecksumSum::folded() const { return fold(sum_); }

bool is_checksum_valid(ByteSpan bytes) { return fold(native_sum(bytes)) == 0xffff; }

}  // namespace avocet
