#include "base/ber_reader.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

TEST(BerReader, ReadsElementsOneAfterAnother) {
  Bytes bytes{0x30, 0x07, 0x02, 0x01, 0x05, 0x04, 0x02, 'a', 'b', 0x05, 0x00};
  BerReader outer(bytes);
  BerReader inner = outer.inside(kBerSequence);
  EXPECT_EQ(inner.integer(), 5);
  EXPECT_EQ(inner.octets().size(), 2u);
  EXPECT_TRUE(inner.at_end());
  EXPECT_EQ(outer.next_tag(), kBerNull);
  EXPECT_FALSE(outer.optional_inside(kBerSequence));
  EXPECT_TRUE(outer.content(kBerNull).empty());
  EXPECT_FALSE(outer.failed());
  EXPECT_FALSE(inner.failed());
}

TEST(BerReader, ReadsLongLengths) {
  Bytes bytes{0x04, 0x82, 0x01, 0x00};
  bytes.resize(4 + 256, 'x');
  BerReader reader(bytes);
  EXPECT_EQ(reader.octets().size(), 256u);
  EXPECT_FALSE(reader.failed());
}

TEST(BerReader, FailsForGoodWhereSomethingDoesNotFit) {
  for (const Bytes& bytes : {Bytes{}, Bytes{0x04}, Bytes{0x04, 0x02, 'a'}, Bytes{0x04, 0x80, 0, 0},
                             Bytes{0x04, 0x85, 0, 0, 0, 0, 1, 'a'}, Bytes{0x1f, 0x01, 0x00},
                             Bytes{0x04, 0x84, 0xff, 0xff, 0xff, 0xff}}) {
    BerReader reader(bytes);
    EXPECT_TRUE(reader.octets().empty());
    EXPECT_TRUE(reader.failed());
    EXPECT_TRUE(reader.at_end());
    EXPECT_TRUE(reader.inside(kBerSequence).failed());
  }
}

TEST(BerReader, RefusesAnotherTag) {
  Bytes bytes{0x02, 0x01, 0x05};
  BerReader reader(bytes);
  EXPECT_TRUE(reader.octets().empty());
  EXPECT_TRUE(reader.failed());
}

TEST(BerReader, ReadsNumbers) {
  EXPECT_EQ(ber_integer(Bytes{0xff}), -1);
  EXPECT_EQ(ber_integer(Bytes{0x00, 0xff}), 255);
  EXPECT_EQ(ber_integer(Bytes{0x80, 0, 0, 0, 0, 0, 0, 0}), INT64_MIN);
  EXPECT_FALSE(ber_integer(Bytes{}));
  EXPECT_FALSE(ber_integer(Bytes(9, 1)));
  EXPECT_EQ(ber_unsigned(Bytes{0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}), UINT64_MAX);
  EXPECT_FALSE(ber_unsigned(Bytes(9, 1)));
  Bytes without_zero{0x02, 0x01, 0xdd};
  EXPECT_EQ(BerReader(without_zero).positive(), 0xddu);
  EXPECT_EQ(BerReader(without_zero).integer(), 0xdd - 0x100);
}

TEST(BerReader, SpellsObjectIdentifiers) {
  EXPECT_EQ(ber_oid(Bytes{0x2b, 0x06, 0x01, 0x87, 0x68}).text, "1.3.6.1.1000");
  EXPECT_EQ(ber_oid(Bytes{0x88, 0x37, 0x03}).text, "2.999.3");
  EXPECT_EQ(ber_oid(Bytes{0x00}).text, "0.0");
  EXPECT_EQ(ber_oid(Bytes{}).text, "");
  EXPECT_TRUE(ber_oid(Bytes{0x2b, 0x81}).is_cut);
  Bytes long_number(10, 0x81);
  long_number.push_back(0x01);
  EXPECT_EQ(ber_oid(long_number).too_long, 11u);
  EXPECT_EQ(ber_oid(long_number).text, "");
}

}  // namespace
}  // namespace avocet
