#include "base/highway_hash.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

// The key 00 01 .. 1f and texts 00 01 .., as in the published test vectors.
constexpr HighwayHash::Key kKey = {0x0706050403020100, 0x0f0e0d0c0b0a0908, 0x1716151413121110,
                                   0x1f1e1d1c1b1a1918};

std::string counting(size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) text += static_cast<char>(i);
  return text;
}

TEST(HighwayHash, AgreesWithPublishedVectors) {
  EXPECT_EQ(HighwayHash(kKey, "").finish_64(), 0x907a56de22c26e53u);
  EXPECT_EQ(HighwayHash(kKey, counting(1)).finish_64(), 0x7eab43aac7cddd78u);
}

TEST(HighwayHash, TakesEverySizeOfTheLastPacket) {
  EXPECT_EQ(HighwayHash(kKey, counting(3)).finish_64(), 0x5c6befab8a463d80u);
  EXPECT_EQ(HighwayHash(kKey, counting(15)).finish_64(), 0x40793f86a449f33bu);
  EXPECT_EQ(HighwayHash(kKey, counting(16)).finish_64(), 0xcfab3489f97eb832u);
  EXPECT_EQ(HighwayHash(kKey, counting(31)).finish_64(), 0x9fc7007ccf035a68u);
  EXPECT_EQ(HighwayHash(kKey, counting(32)).finish_64(), 0xa0c964d9ecd580fcu);
  EXPECT_EQ(HighwayHash(kKey, counting(70)).finish_64(), 0x8ed3556fd5e66c35u);
}

TEST(HighwayHash, Has128Bits) {
  auto [first, second] = HighwayHash(kKey, counting(33)).finish_128();
  EXPECT_EQ(first, 0x111678afe0c6c36cu);
  EXPECT_EQ(second, 0xf958b59de5a2849du);
}

}  // namespace
}  // namespace avocet
