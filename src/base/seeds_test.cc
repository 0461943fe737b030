#include "base/seeds.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

// The vector of the paper: the key counts from 0, the message is 15 bytes that count from 0.
TEST(SipHash, YieldsTheValueOfThePaper) {
  std::string message;
  for (char c = 0; c < 15; ++c) message += c;
  SipHashKey key{0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};
  EXPECT_EQ(SipHash::of(key, message), 0xa129ca6149be45e5ULL);
}

TEST(Seeds, AreReadFromText) {
  std::string text = "4294967295 1\t2\n";
  for (int i = 0; i < 18; ++i) text += std::to_string(i) + "\n";
  std::optional<Seeds> seeds = parse_seeds(text);
  ASSERT_TRUE(seeds);
  EXPECT_EQ(seeds->numbers[0], 4294967295u);
  EXPECT_EQ(seeds->numbers[20], 17u);
  EXPECT_EQ(parse_seeds(to_text(*seeds))->numbers, seeds->numbers);
  EXPECT_EQ(seeds->name_key().second, 16 | uint64_t(17) << 32);
}

TEST(Seeds, AreRefusedUnlessThereAre21Numbers) {
  EXPECT_FALSE(parse_seeds(""));
  EXPECT_FALSE(parse_seeds("0 0 0"));
  std::string zeros;
  for (int i = 0; i < 20; ++i) zeros += "0 ";
  EXPECT_FALSE(parse_seeds(zeros));
  EXPECT_TRUE(parse_seeds(zeros + "0"));
  EXPECT_TRUE(parse_seeds(zeros + "0 x"));
  EXPECT_FALSE(parse_seeds(zeros + "x"));
  EXPECT_FALSE(parse_seeds(zeros + "0x"));
}

TEST(Seeds, SpreadOfZeroIsZero) {
  EXPECT_EQ(Seeds::spread(0).numbers, Seeds{}.numbers);
  EXPECT_NE(Seeds::spread(1).numbers, Seeds::spread(2).numbers);
}

// The check value of the paper: from 1, the 10000th number is 1043618065.
TEST(MinimalStandard, YieldsTheValueOfThePaper) {
  MinimalStandard chance(1);
  for (int i = 1; i < 10000; ++i) chance.next();
  EXPECT_EQ(chance.next(), 1043618065u);
  EXPECT_EQ(MinimalStandard(0).next(), 16807u);
}

}  // namespace
}  // namespace avocet
