#include "value/number.h"

#include <gtest/gtest.h>

#include <cmath>

namespace avocet {
namespace {

TEST(Number, ConvertsOnlyWhatFits) {
  EXPECT_EQ(count_from_double(3.9), 3u);
  EXPECT_EQ(count_from_double(-0.5), 0u);
  EXPECT_EQ(count_from_double(-1), std::nullopt);
  EXPECT_EQ(count_from_double(18446744073709551616.0), std::nullopt);
  EXPECT_EQ(count_from_double(NAN), std::nullopt);
  EXPECT_EQ(int_from_double(-3.9), -3);
  EXPECT_EQ(int_from_double(-9223372036854775808.0), INT64_MIN);
  EXPECT_EQ(int_from_double(9223372036854775808.0), std::nullopt);
  EXPECT_EQ(count_from_int(-1), std::nullopt);
  EXPECT_EQ(int_from_count(uint64_t(INT64_MAX) + 1), std::nullopt);
  EXPECT_EQ(int_from_count(5), 5);
}

TEST(Number, ParsesWholeTextsOnly) {
  EXPECT_EQ(parse_count("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(parse_count("18446744073709551616"), std::nullopt);
  EXPECT_EQ(parse_count("-1"), std::nullopt);
  EXPECT_EQ(parse_count(""), std::nullopt);
  EXPECT_EQ(parse_count("12 "), std::nullopt);
  EXPECT_EQ(parse_count("ff", 16), 255u);
  EXPECT_EQ(parse_int("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(parse_int("+7"), 7);
  EXPECT_EQ(parse_int("+-7"), std::nullopt);
  EXPECT_EQ(parse_double("3.14"), 3.14);
  EXPECT_EQ(parse_double("-1e3"), -1000);
  EXPECT_EQ(parse_double(".5"), 0.5);
  EXPECT_EQ(parse_double("5."), 5);
  EXPECT_EQ(parse_double("1e999"), HUGE_VAL);
  EXPECT_EQ(parse_double("1e-999"), 0.0);
  EXPECT_EQ(parse_double("0." + std::string(400, '0') + "1"), 0.0);
  EXPECT_EQ(parse_double("1" + std::string(800, '0') + "e-400"), HUGE_VAL);
  EXPECT_EQ(parse_double("x"), std::nullopt);
  EXPECT_EQ(parse_double("1.5x"), std::nullopt);
  EXPECT_EQ(parse_double(""), std::nullopt);
}

TEST(Number, ParsesPorts) {
  EXPECT_EQ(parse_port("80/tcp"), (Port{80, PortProtocol::kTcp}));
  EXPECT_EQ(parse_port("0/unknown"), (Port{0, PortProtocol::kUnknown}));
  EXPECT_EQ(parse_port("65536/tcp"), std::nullopt);
  EXPECT_EQ(parse_port("80"), std::nullopt);
  EXPECT_EQ(parse_port("80/sctp"), std::nullopt);
  EXPECT_EQ(seconds_in_unit("mins"), 60);
  EXPECT_EQ(seconds_in_unit("usec"), 1e-6);
  EXPECT_EQ(seconds_in_unit("s"), std::nullopt);
}

}  // namespace
}  // namespace avocet
