// SipHash-2-4 (Aumasson and Bernstein, 2012): a hash that is the same everywhere and that nobody
// can foretell without its key.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace avocet {

struct SipHashKey {
  uint64_t first = 0;
  uint64_t second = 0;
};

class SipHash {
 public:
  static uint64_t of(const SipHashKey& key, std::string_view bytes) {
    SipHash hash(key);
    uint64_t last = uint64_t(bytes.size()) << 56;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) hash.add(word(bytes.substr(0, 8)));
    hash.add(last | word(bytes));
    hash.v2_ ^= 0xff;
    for (int i = 0; i < 4; ++i) hash.round();
    return hash.v0_ ^ hash.v1_ ^ hash.v2_ ^ hash.v3_;
  }

 private:
  explicit SipHash(const SipHashKey& key)
      : v0_(key.first ^ 0x736f6d6570736575ULL), v1_(key.second ^ 0x646f72616e646f6dULL),
        v2_(key.first ^ 0x6c7967656e657261ULL), v3_(key.second ^ 0x7465646279746573ULL) {}

  // Little-endian, from up to eight bytes.
  static uint64_t word(std::string_view bytes) {
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.size(); ++i) value |= uint64_t(uint8_t(bytes[i])) << (8 * i);
    return value;
  }
  void add(uint64_t word) {
    v3_ ^= word;
    round();
    round();
    v0_ ^= word;
  }
  void round() {
    v0_ += v1_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v3_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ += v3_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ += v1_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v2_ = std::rotl(v2_, 32);
  }

  uint64_t v0_, v1_, v2_, v3_;
};

}  // namespace avocet
