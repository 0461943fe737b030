// HighwayHash (Alakuijala, Cox and Wassenberg, "Fast keyed hash/pseudo-random function using SIMD
// multiply and permute", 2016), of 64 and 128 bits: a keyed hash that is the same everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace avocet {

class HighwayHash {
 public:
  using Key = std::array<uint64_t, 4>;
  // The 32 bytes of a key are read as little-endian words.
  static Key key_of(const std::array<unsigned char, 32>& bytes);

  // The state after all of `bytes`.
  HighwayHash(const Key& key, std::string_view bytes);

  // Either of them, once.
  uint64_t finish_64();
  std::array<uint64_t, 2> finish_128();

 private:
  using Lanes = std::array<uint64_t, 4>;

  void add(const Lanes& packet);
  void add_last(std::string_view bytes);
  void stir(int rounds);

  Lanes v0_, v1_, m0_, m1_;
};

}  // namespace avocet
