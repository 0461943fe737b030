#include "base/ip_address.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(IpAddress, ParsesAndRendersBothVersions) {
  for (const char* text : {"0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::1",
                           "fe80::217:f2ff:fed7:cf65", "1234:5678:9abc:def0:1:2:3:4"}) {
    auto address = IpAddress::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->to_string(), text);
  }
  EXPECT_EQ(IpAddress::parse("[2001:DB8:0:0::1]")->to_string(), "2001:db8::1");
}

TEST(IpAddress, RefusesWhatIsNoAddress) {
  for (const char* text :
       {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4/8", ":::", "g::", "[1.2.3.4]"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
}

TEST(IpAddress, MappedAddressIsTheIpv4Address) {
  EXPECT_EQ(*IpAddress::parse("::ffff:10.1.2.3"), *IpAddress::parse("10.1.2.3"));
  EXPECT_TRUE(IpAddress::parse("::ffff:10.1.2.3")->is_v4());
  EXPECT_EQ(IpAddress::v4(0x0a010203).v4_bits(), 0x0a010203u);
}

TEST(IpAddress, BytesRoundTrip) {
  auto address = *IpAddress::parse("2001:db8::ff00:42:8329");
  EXPECT_EQ(IpAddress::from_bytes(address.bytes()), address);
}

TEST(IpAddress, OrdersLikeTheNumber) {
  EXPECT_LT(*IpAddress::parse("9.0.0.0"), *IpAddress::parse("10.0.0.0"));
  EXPECT_LT(*IpAddress::parse("::1"), *IpAddress::parse("10.0.0.0"));
  EXPECT_LT(*IpAddress::parse("255.255.255.255"), *IpAddress::parse("2000::"));
}

TEST(Prefix, MasksAndContains) {
  auto net = *Prefix::parse("10.1.2.3/8");
  EXPECT_EQ(net.to_string(), "10.0.0.0/8");
  EXPECT_TRUE(net.contains(*IpAddress::parse("10.255.0.1")));
  EXPECT_FALSE(net.contains(*IpAddress::parse("11.0.0.1")));
  EXPECT_FALSE(net.contains(*IpAddress::parse("2001:db8::1")));
  EXPECT_TRUE(net.contains(*Prefix::parse("10.2.0.0/16")));
  EXPECT_FALSE(net.contains(*Prefix::parse("0.0.0.0/0")));
  EXPECT_TRUE(Prefix::parse("fe80::/10")->contains(*IpAddress::parse("fe80::1")));
  EXPECT_TRUE(Prefix::parse("::/0")->contains(*IpAddress::parse("1.2.3.4")));
}

TEST(Prefix, LengthsCountInTheFamily) {
  EXPECT_EQ(Prefix::parse("0.0.0.0/0")->length(), 0);
  EXPECT_EQ(Prefix::parse("1.2.3.4/32")->to_string(), "1.2.3.4/32");
  EXPECT_EQ(Prefix::parse("2001:db8::/65")->address().to_string(), "2001:db8::");
  EXPECT_EQ(Prefix(*IpAddress::parse("1.2.3.4"), 99).length(), 32);
  for (const char* text :
       {"1.2.3.4", "1.2.3.4/33", "::/129", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/8x"}) {
    EXPECT_FALSE(Prefix::parse(text)) << text;
  }
}

}  // namespace
}  // namespace avocet
