#include "base/byte_reader.h"

#include <gtest/gtest.h>

#include <array>

#include "base/fixed_header.h"

namespace avocet {
namespace {

constexpr std::array<uint8_t, 8> kBytes{1, 2, 3, 4, 5, 6, 7, 8};

TEST(ByteReader, ReadsBothByteOrders) {
  ByteReader big(kBytes);
  EXPECT_EQ(big.u8(), 1);
  EXPECT_EQ(big.u16(), 0x0203);
  EXPECT_EQ(big.u24(), 0x040506u);
  EXPECT_EQ(big.peek(), 7);
  EXPECT_EQ(big.u16(), 0x0708);
  EXPECT_FALSE(big.failed());
  ByteReader little(kBytes);
  EXPECT_EQ(little.u16_le(), 0x0201);
  EXPECT_EQ(little.u32_le(), 0x06050403u);
  EXPECT_EQ(ByteReader(kBytes).u64(), 0x0102030405060708u);
}

TEST(FixedHeader, ReadsAtFixedPlaces) {
  FixedHeader<8> header(kBytes);
  EXPECT_EQ(header.u8<7>(), 8);
  EXPECT_EQ(header.u16<1>(), 0x0203);
  EXPECT_EQ(header.u32<4>(), 0x05060708u);
  EXPECT_EQ(header.u64<0>(), 0x0102030405060708u);
  std::array<uint8_t, 3> copy{};
  header.copy_to<5>(copy);
  EXPECT_EQ(copy, (std::array<uint8_t, 3>{6, 7, 8}));
}

TEST(FixedHeaderDeathTest, ShorterBytesEndTheProgram) {
  EXPECT_DEATH(FixedHeader<9>{kBytes}, "CHECK failed");
}

TEST(ByteReader, FailureSticksAndReadsZero) {
  ByteReader reader(kBytes);
  reader.skip(6);
  EXPECT_EQ(reader.u32(), 0u);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(reader.remaining(), 0u);
  EXPECT_EQ(reader.u8(), 0);
  EXPECT_TRUE(reader.take(1).empty());
}

TEST(ByteReader, TakesSpans) {
  ByteReader reader(kBytes);
  EXPECT_EQ(reader.take(3).size(), 3u);
  EXPECT_EQ(reader.take_up_to(100).size(), 5u);
  EXPECT_FALSE(reader.failed());
  uint8_t copy[2] = {9, 9};
  reader.copy_to(copy, 2);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(copy[0], 0);
}

}  // namespace
}  // namespace avocet
