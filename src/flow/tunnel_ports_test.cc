#include "flow/tunnel_ports.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(TunnelPortsTest, TellsTunnelsByEitherPort) {
  TunnelPorts ports;
  EXPECT_EQ(ports.of(40000, 4789), TunnelType::kVxlan);
  EXPECT_EQ(ports.of(2123, 40000), TunnelType::kGtpv1);
  EXPECT_EQ(ports.of(65535, 0), TunnelType::kNone);
}

TEST(TunnelPortsTest, TakesTheFirstInOrderOfTwo) {
  TunnelPorts ports;
  EXPECT_EQ(ports.of(3544, 4754), TunnelType::kGre);
  EXPECT_EQ(ports.of(4754, 3544), TunnelType::kGre);
  ports.add(TunnelType::kGeneve, 4754);
  EXPECT_EQ(ports.of(4754, 3544), TunnelType::kGeneve);
}

TEST(TunnelPortsTest, ForgetsThePortsThatWereSetBefore) {
  TunnelPorts ports;
  const uint16_t few[] = {65535, 4789};
  ports.set(TunnelType::kTeredo, few);
  EXPECT_EQ(ports.of(3544, 1), TunnelType::kNone);
  EXPECT_EQ(ports.of(1, 65535), TunnelType::kTeredo);
  ports.set(TunnelType::kVxlan, {});
  EXPECT_EQ(ports.of(1, 4789), TunnelType::kTeredo) << "another type keeps the port they shared";
  ports.set(TunnelType::kTeredo, {});
  EXPECT_EQ(ports.of(1, 4789), TunnelType::kNone);
}

TEST(TunnelPortsTest, KnowsWhichTypesHavePorts) {
  EXPECT_TRUE(TunnelPorts::has_ports(TunnelType::kAyiya));
  EXPECT_FALSE(TunnelPorts::has_ports(TunnelType::kIp));
  EXPECT_FALSE(TunnelPorts::has_ports(TunnelType::kNone));
}

}  // namespace
}  // namespace avocet
