#include "syntax/fingerprint.h"

#include <cstring>

namespace avocet {
namespace {

constexpr uint64_t kOne = 0x9e3779b97f4a7c15u;
constexpr uint64_t kTwo = 0xc2b2ae3d27d4eb4fu;

uint64_t load(const unsigned char* at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The two halves of the product of two words, folded.
uint64_t fold(uint64_t a, uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

}  // namespace

// Two independent lanes, sixteen bytes a step.
Fingerprint fingerprint_of(const void* data, size_t size) {
  const auto* at = static_cast<const unsigned char*>(data);
  uint64_t a = kOne ^ size;
  uint64_t b = kTwo + size;
  size_t left = size;
  for (; left >= 16; at += 16, left -= 16) {
    uint64_t x = load(at);
    uint64_t y = load(at + 8);
    a = fold(a ^ x, kOne ^ y) + x;
    b = fold(b + y, kTwo + x) ^ y;
  }
  unsigned char tail[16] = {};
  if (left > 0) std::memcpy(tail, at, left);
  a = fold(a ^ load(tail), kOne ^ load(tail + 8));
  b = fold(b + load(tail + 8), kTwo + load(tail));
  return {fold(a ^ b, kOne), fold(a + b, kTwo) ^ b};
}

}  // namespace avocet
