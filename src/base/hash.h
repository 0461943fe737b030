// Hashes for in-memory tables: fast, seeded where input could aim at collisions.
//
// None of them is stable across versions of the program: never write one to a
// file, never let one decide an order that users see.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace avocet {

// Spreads every input bit over the whole word (the finaliser of splitmix64).
constexpr uint64_t mix64(uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// Joins the hash of one more part to the hash of the parts before it. Order matters. What a product
// of nothing would forget, either part or what came before it, is kept beside the product.
constexpr uint64_t hash_combine(uint64_t hash, uint64_t part) {
  __extension__ typedef unsigned __int128 Wide;
  Wide product = static_cast<Wide>(hash ^ 0x9e3779b97f4a7c15ULL) * (part ^ 0xe7037ed1a0b428dbULL);
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64) ^ part ^
         (hash << 32 | hash >> 32);
}

// Eight bytes a step. The seed makes the result unpredictable to whoever sends the bytes.
inline uint64_t hash_bytes(const void* data, size_t size, uint64_t seed = 0) {
  const char* at = static_cast<const char*>(data);
  uint64_t hash = mix64(seed + size);
  for (; size >= 8; at += 8, size -= 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    hash = hash_combine(hash, word);
  }
  if (size > 0) {
    uint64_t word = 0;
    std::memcpy(&word, at, size);
    hash = hash_combine(hash, word);
  }
  return mix64(hash);
}

inline uint64_t hash_bytes(std::string_view bytes, uint64_t seed = 0) {
  return hash_bytes(bytes.data(), bytes.size(), seed);
}

}  // namespace avocet
