#include "syntax/literal.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(Literal, Counts) {
  EXPECT_EQ(count_value("0"), 0u);
  EXPECT_EQ(count_value("18446744073709551615"), 18446744073709551615u);
  EXPECT_EQ(count_value("0xFFffFFffFFffFFff"), 18446744073709551615u);
  EXPECT_FALSE(count_value("18446744073709551616"));
  EXPECT_FALSE(count_value("0x10000000000000000"));
}

TEST(Literal, Doubles) {
  EXPECT_EQ(double_value("1.5"), 1.5);
  EXPECT_EQ(double_value(".5"), 0.5);
  EXPECT_EQ(double_value("2."), 2.0);
  EXPECT_EQ(double_value("1e3"), 1000.0);
  EXPECT_EQ(double_value("1e-999"), 0.0);
  EXPECT_FALSE(double_value("1e999"));
  EXPECT_EQ(double_value("0." + std::string(400, '0') + "1"), 0.0);
  EXPECT_FALSE(double_value("1" + std::string(400, '0')));
}

TEST(Literal, Intervals) {
  EXPECT_EQ(interval_value("5 min"), 300.0);
  EXPECT_EQ(interval_value("1.5hrs"), 5400.0);
  EXPECT_EQ(interval_value("2\tdays"), 172800.0);
  EXPECT_EQ(interval_value("3 sec"), 3.0);
  EXPECT_EQ(interval_value("250 msecs"), 0.25);
  EXPECT_DOUBLE_EQ(*interval_value("10usec"), 1e-5);
}

TEST(Literal, Ports) {
  EXPECT_EQ(port_value("80/tcp")->number, 80);
  EXPECT_EQ(port_value("80/tcp")->protocol, PortProtocol::kTcp);
  EXPECT_EQ(port_value("0/unknown")->protocol, PortProtocol::kUnknown);
  EXPECT_FALSE(port_value("65536/udp"));
}

TEST(Literal, Strings) {
  EXPECT_EQ(string_value("\"plain\""), "plain");
  EXPECT_EQ(string_value("\"a\\n\\t\\\\\\\"b\""), "a\n\t\\\"b");
  EXPECT_EQ(string_value("\"\\x41\\x4\\101\\0\""), std::string("A\x04"
                                                               "A\0",
                                                               4));
  EXPECT_EQ(string_value("\"\\xg\\q\""), "xgq");
}

}  // namespace
}  // namespace avocet
