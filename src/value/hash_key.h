// The keyed hashes of values. The key is a secret of the process, so that nobody who sends packets
// can aim at collisions; it decides nothing that users see, since iteration is in insertion order.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace avocet {

struct HashKey {
  uint64_t first;
  uint64_t second;  // odd
};
// Set before main() from the bytes that the kernel gives every process.
extern const HashKey kHashKey;

__extension__ typedef unsigned __int128 Wide;

// Both halves of the product: every input bit reaches every output bit.
inline uint64_t fold(uint64_t a, uint64_t b) {
  Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// Of a slot that holds a number (or an inline address).
inline uint64_t hash_plain(uint64_t bits) { return fold(bits ^ kHashKey.first, kHashKey.second); }

// Joins the hash of one more part to that of the parts before it. Order matters.
inline uint64_t hash_join(uint64_t hash, uint64_t part) {
  return fold(hash ^ kHashKey.second, part ^ kHashKey.first) + hash;
}

inline uint64_t read_word(const char* at, size_t size) {
  uint64_t word = 0;
  std::memcpy(&word, at, size);
  return word;
}

// Sixteen bytes a step, all of them masked by the key before they are multiplied.
inline uint64_t hash_text(std::string_view bytes) {
  const char* at = bytes.data();
  size_t left = bytes.size();
  uint64_t hash = kHashKey.first ^ left;
  for (; left > 16; at += 16, left -= 16)
    hash = fold(read_word(at, 8) ^ kHashKey.second, read_word(at + 8, 8) ^ hash);
  uint64_t low = 0;
  uint64_t high = 0;
  if (left >= 8) {
    low = read_word(at, 8);
    high = read_word(at + left - 8, 8);
  } else if (left > 0) {
    low = read_word(at, left);
  }
  hash = fold(low ^ kHashKey.second, high ^ hash);
  return fold(hash ^ kHashKey.first, kHashKey.second);
}

}  // namespace avocet
