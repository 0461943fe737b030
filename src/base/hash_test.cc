#include "base/hash.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

namespace avocet {
namespace {

TEST(Hash, DependsOnEveryByteAndTheLength) {
  std::string text = "a text of some length";
  std::set<uint64_t> seen{hash_bytes(text)};
  for (size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] ^= 1;
    seen.insert(hash_bytes(other));
    seen.insert(hash_bytes(text.substr(0, i)));
  }
  seen.insert(hash_bytes(text + '\0'));
  EXPECT_EQ(seen.size(), 2 * text.size() + 2);
}

TEST(Hash, DependsOnTheSeed) { EXPECT_NE(hash_bytes("x", 1), hash_bytes("x", 2)); }

TEST(Hash, CombiningKeepsTheOrder) {
  EXPECT_NE(hash_combine(hash_combine(0, 1), 2), hash_combine(hash_combine(0, 2), 1));
  EXPECT_NE(hash_combine(0, 0), hash_combine(0, 1));
}

// Whoever knows the two constants could otherwise make one part count for nothing.
TEST(Hash, CombiningForgetsNeitherSide) {
  constexpr uint64_t kHash = 0x9e3779b97f4a7c15ULL, kPart = 0xe7037ed1a0b428dbULL;
  EXPECT_NE(hash_combine(1, kPart), hash_combine(2, kPart));
  EXPECT_NE(hash_combine(kHash, 1), hash_combine(kHash, 2));
}

// Neighbouring numbers must not share their low bits, which tables take as positions.
TEST(Hash, SpreadsSmallNumbers) {
  std::set<uint64_t> low;
  for (uint64_t i = 0; i < 256; ++i) low.insert(mix64(i + 1) & 0xfff);
  EXPECT_GT(low.size(), 230u);
}

}  // namespace
}  // namespace avocet
