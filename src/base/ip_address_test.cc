#include "base/ip_address.h"

#include <gmock/gmock.h>

#include <set>

namespace avocet {
namespace {

std::string round_trip(std::string_view text) {
  auto address = IpAddress::parse(text);
  return address ? address->to_string() : "none";
}

TEST(IpAddress, ParsesAndPrints) {
  EXPECT_EQ(round_trip("10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(round_trip("255.255.255.255"), "255.255.255.255");
  EXPECT_EQ(round_trip("::"), "::");
  EXPECT_EQ(round_trip("2001:0DB8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  EXPECT_EQ(round_trip("[fe80::1]"), "fe80::1");
  EXPECT_EQ(round_trip("::ffff:1.2.3.4"), "1.2.3.4");
}

TEST(IpAddress, RefusesWhatIsNone) {
  for (std::string_view text : {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ", "[1.2.3.4]",
                                "::1%eth0", "g::", "1:2:3:4:5:6:7:8:9", "fe80::1/10"})
    EXPECT_EQ(round_trip(text), "none") << text;
  EXPECT_EQ(round_trip(std::string_view("1.2.3.4\0", 8)), "none");
  EXPECT_EQ(round_trip(std::string(100, ':')), "none");
}

TEST(IpAddress, KnowsItsFamilyAndBytes) {
  IpAddress four = IpAddress::v4(0x0a000001);
  EXPECT_TRUE(four.is_v4());
  EXPECT_EQ(four.v4_bits(), 0x0a000001u);
  EXPECT_EQ(four.bytes()[10], 0xff);
  EXPECT_EQ(IpAddress::from_bytes(four.bytes()), four);
  EXPECT_TRUE(IpAddress().is_v6());
  EXPECT_TRUE(IpAddress::parse("::1.2.3.4")->is_v6());
}

TEST(IpAddress, KnowsSpecialRanges) {
  EXPECT_TRUE(IpAddress::parse("127.9.9.9")->is_loopback());
  EXPECT_TRUE(IpAddress::parse("::1")->is_loopback());
  EXPECT_FALSE(IpAddress::parse("::2")->is_loopback());
  EXPECT_TRUE(IpAddress::parse("224.0.0.1")->is_multicast());
  EXPECT_TRUE(IpAddress::parse("ff02::1")->is_multicast());
  EXPECT_FALSE(IpAddress::parse("223.0.0.1")->is_multicast());
}

TEST(IpAddress, SortsAsNumbers) {
  std::set<IpAddress> sorted{*IpAddress::parse("10.0.0.2"), *IpAddress::parse("9.0.0.1"),
                             *IpAddress::parse("fd00::1"), *IpAddress::parse("::5")};
  std::vector<std::string> texts;
  for (const IpAddress& address : sorted) texts.push_back(address.to_string());
  EXPECT_THAT(texts, testing::ElementsAre("::5", "9.0.0.1", "10.0.0.2", "fd00::1"));
}

TEST(IpAddress, MasksAtEveryLength) {
  IpAddress ones = IpAddress::v6(~uint64_t{0}, ~uint64_t{0});
  EXPECT_EQ(ones.masked128(0), IpAddress());
  EXPECT_EQ(ones.masked128(1).high(), uint64_t{1} << 63);
  EXPECT_EQ(ones.masked128(64), IpAddress::v6(~uint64_t{0}, 0));
  EXPECT_EQ(ones.masked128(65).low(), uint64_t{1} << 63);
  EXPECT_EQ(ones.masked128(127).low(), ~uint64_t{1});
  EXPECT_EQ(ones.masked128(128), ones);
}

TEST(Prefix, ParsesMasksAndPrints) {
  EXPECT_EQ(Prefix::parse("10.1.2.3/8")->to_string(), "10.0.0.0/8");
  EXPECT_EQ(Prefix::parse("fe80::1/10")->to_string(), "fe80::/10");
  EXPECT_EQ(Prefix::parse("1.2.3.4/32")->to_string(), "1.2.3.4/32");
  EXPECT_EQ(Prefix::parse("::/0")->to_string(), "::/0");
  for (std::string_view text :
       {"10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "/8"})
    EXPECT_FALSE(Prefix::parse(text)) << text;
}

TEST(Prefix, Contains) {
  Prefix ten = *Prefix::parse("10.0.0.0/8");
  EXPECT_TRUE(ten.contains(*IpAddress::parse("10.255.0.1")));
  EXPECT_FALSE(ten.contains(*IpAddress::parse("11.0.0.1")));
  EXPECT_TRUE(ten.contains(*Prefix::parse("10.1.0.0/16")));
  EXPECT_FALSE(ten.contains(*Prefix::parse("0.0.0.0/0")));
  EXPECT_FALSE(Prefix::parse("0.0.0.0/0")->contains(*IpAddress::parse("fd00::1")));
  EXPECT_TRUE(Prefix::parse("::/0")->contains(*IpAddress::parse("10.0.0.1")));
}

TEST(Prefix, CutsLengthsToTheFamily) {
  EXPECT_EQ(Prefix(*IpAddress::parse("10.0.0.1"), 99).length(), 32);
  EXPECT_EQ(Prefix(*IpAddress::parse("10.0.0.1"), -5).length(), 0);
  EXPECT_EQ(Prefix(*IpAddress::parse("fd00::1"), 200).length(), 128);
  EXPECT_EQ(Prefix(*IpAddress::parse("10.0.0.1"), 24).length128(), 120);
}

}  // namespace
}  // namespace avocet
