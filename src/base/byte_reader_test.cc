#include "base/byte_reader.h"

#include <gmock/gmock.h>

#include <vector>

namespace avocet {
namespace {

const std::vector<uint8_t> kBytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

TEST(ByteReader, ReadsBothByteOrders) {
  ByteReader reader{ByteSpan(kBytes)};
  EXPECT_EQ(reader.u8(), 1);
  EXPECT_EQ(reader.u16(), 0x0203);
  EXPECT_EQ(reader.u24(), 0x040506u);
  EXPECT_EQ(reader.u32(), 0x0708090au);
  EXPECT_EQ(reader.remaining(), 0u);
  EXPECT_FALSE(reader.failed());

  ByteReader other{ByteSpan(kBytes)};
  EXPECT_EQ(other.u16_le(), 0x0201);
  EXPECT_EQ(other.u64_le(), 0x0a09080706050403u);
  EXPECT_EQ(ByteReader{ByteSpan(kBytes)}.u64(), 0x0102030405060708u);
  EXPECT_EQ(ByteReader{ByteSpan(kBytes)}.u32_le(), 0x04030201u);
}

TEST(ByteReader, FailureSticksAndYieldsZero) {
  ByteReader reader{ByteSpan(kBytes).first(3)};
  EXPECT_EQ(reader.u32(), 0u);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(reader.u8(), 0);
  EXPECT_EQ(reader.remaining(), 0u);
}

TEST(ByteReader, TakesSpans) {
  ByteReader reader{ByteSpan(kBytes)};
  EXPECT_THAT(reader.take(2), testing::ElementsAre(1, 2));
  reader.skip(2);
  EXPECT_EQ(reader.peek(), 5);
  EXPECT_THAT(reader.take_up_to(3), testing::ElementsAre(5, 6, 7));
  EXPECT_THAT(reader.rest(), testing::ElementsAre(8, 9, 10));
  EXPECT_TRUE(reader.take_up_to(5).empty());
  EXPECT_EQ(reader.peek(), 0);
  EXPECT_FALSE(reader.failed());
  EXPECT_TRUE(reader.take(1).empty());
  EXPECT_TRUE(reader.failed());
}

TEST(ByteReader, SkippingTooFarFails) {
  ByteReader reader{ByteSpan(kBytes)};
  reader.skip(SIZE_MAX);
  EXPECT_TRUE(reader.failed());
  EXPECT_EQ(reader.position(), kBytes.size());
}

TEST(ByteReader, CopiesOrZeroes) {
  uint8_t out[4] = {9, 9, 9, 9};
  ByteReader reader{ByteSpan(kBytes)};
  reader.copy_to(out, 4);
  EXPECT_THAT(out, testing::ElementsAre(1, 2, 3, 4));
  reader.skip(4);
  reader.copy_to(out, 4);
  EXPECT_THAT(out, testing::ElementsAre(0, 0, 0, 0));
  EXPECT_TRUE(reader.failed());
}

TEST(ByteReader, AnEmptyOneHasNothing) {
  ByteReader reader;
  EXPECT_TRUE(reader.rest().empty());
  EXPECT_FALSE(reader.failed());
  EXPECT_EQ(reader.u16(), 0);
  EXPECT_TRUE(reader.failed());
}

}  // namespace
}  // namespace avocet
