#include "flow/address_filters.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

using End = AddressFilters::End;
using Others = AddressFilters::Others;

PacketView packet(std::string_view from, std::string_view to, uint8_t flags = 0) {
  PacketView view;
  view.network = Network::kIpv4;
  view.transport = Transport::kTcp;
  view.ip.source = *IpAddress::parse(from);
  view.ip.destination = *IpAddress::parse(to);
  view.tcp.flags = flags;
  return view;
}

Prefix net(std::string_view text) { return *Prefix::parse(text); }

TEST(AddressFilters, ChooseByEndAndFlags) {
  AddressFilters filters(1, Others::kStay);
  EXPECT_TRUE(filters.is_idle());
  filters.install(End::kSource, net("10.0.0.0/8"), {kTcpSyn | kTcpFin, 1});
  EXPECT_TRUE(filters.drops(packet("10.1.1.1", "192.0.2.1", kTcpAck)));
  EXPECT_FALSE(filters.drops(packet("10.1.1.1", "192.0.2.1", kTcpAck | kTcpFin)));
  EXPECT_FALSE(filters.drops(packet("192.0.2.1", "10.1.1.1", kTcpAck)));
  filters.install(End::kDestination, net("10.1.1.1/32"), {0, 1});
  EXPECT_TRUE(filters.drops(packet("192.0.2.1", "10.1.1.1", kTcpSyn)));
  EXPECT_TRUE(filters.uninstall(End::kDestination, net("10.1.1.1/32")));
  EXPECT_FALSE(filters.uninstall(End::kDestination, net("10.1.1.1/32")));
  EXPECT_FALSE(filters.drops(packet("192.0.2.1", "10.1.1.1", kTcpSyn)));
}

TEST(AddressFilters, TheLongestSubnetDecides) {
  AddressFilters filters(1, Others::kStay);
  filters.install(End::kSource, net("0.0.0.0/0"), {0, 1});
  filters.install(End::kSource, net("10.0.0.0/8"), {0, 0});
  EXPECT_TRUE(filters.drops(packet("192.0.2.1", "192.0.2.2")));
  EXPECT_FALSE(filters.drops(packet("10.1.1.1", "192.0.2.2")));
  EXPECT_FALSE(filters.drops(packet("2001:db8::1", "2001:db8::2")));
}

TEST(AddressFilters, DropWhatNoneIsAbout) {
  AddressFilters filters(1, Others::kDropped);
  EXPECT_FALSE(filters.is_idle());
  filters.install(End::kSource, net("10.0.0.0/8"), {0, 0});
  EXPECT_FALSE(filters.drops(packet("10.1.1.1", "192.0.2.2")));
  EXPECT_TRUE(filters.drops(packet("192.0.2.2", "10.1.1.1")));
  filters.install(End::kDestination, net("10.1.1.1/32"), {0, 0});
  EXPECT_FALSE(filters.drops(packet("192.0.2.2", "10.1.1.1")));
}

TEST(AddressFilters, DropByChance) {
  AddressFilters filters(7, Others::kStay);
  filters.install(End::kSource, net("10.0.0.0/8"), {0, 0.25});
  int dropped = 0;
  for (int i = 0; i < 10'000; ++i) dropped += filters.drops(packet("10.1.1.1", "192.0.2.2"));
  EXPECT_NEAR(dropped, 2500, 200);
}

}  // namespace
}  // namespace avocet
