// What names and random numbers of a run derive from: 21 numbers of 32 bits, as files of seeds hold
// them. What scripts get from them is the same wherever such a file is used:
//
//   number 0        begins the stream of rand()
//   numbers 1..16   their MD5 digest is the key of md5_hmac()
//   numbers 17..20  the key of SipHash, which makes unique_id() and numbered uids of flows
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/sip_hash.h"

namespace avocet {

struct Seeds {
  std::array<uint32_t, 21> numbers{};

  // Numbers that follow from one; all 0 for 0.
  static Seeds spread(uint64_t from) {
    Seeds seeds;
    if (from == 0) return seeds;
    for (uint32_t& number : seeds.numbers)
      number = static_cast<uint32_t>(mix64(from += 0x9e3779b97f4a7c15ULL));
    return seeds;
  }

  SipHashKey name_key() const {
    return {numbers[17] | uint64_t(numbers[18]) << 32, numbers[19] | uint64_t(numbers[20]) << 32};
  }
};

// The hash of a pool of names and of how many were made of it, the new one included: a number that
// no other name of the pool has.
uint64_t unique_number(const SipHashKey& key, uint64_t pool, uint64_t count);
// The letters and digits of such a number in names, the lowest digit first.
std::string base62(uint64_t number);

// The first 21 decimal numbers, apart by white space. Numbers above 32 bits are cut.
std::optional<Seeds> parse_seeds(std::string_view text);
// One number a line.
std::string to_text(const Seeds& seeds);

// The minimal standard generator (Park and Miller, 1988): 31 bits.
class MinimalStandard {
 public:
  explicit MinimalStandard(uint32_t seed = 1) : state_(seed % kModulus == 0 ? 1 : seed) {}
  uint32_t next() {
    state_ = static_cast<uint32_t>(uint64_t{16807} * state_ % kModulus);
    return state_;
  }

 private:
  static constexpr uint32_t kModulus = 0x7fffffff;
  uint32_t state_;
};

}  // namespace avocet
