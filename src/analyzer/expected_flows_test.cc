#include "analyzer/expected_flows.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

IpAddress ip(const char* text) { return *IpAddress::parse(text); }

constexpr Port kPort{2000, PortProtocol::kTcp};

ExpectedFlows::Expected from(const char* orig, uint16_t protocol, double since = 10) {
  return {ip(orig), ip("10.0.0.2"), kPort, protocol, since, 5};
}

class ExpectedFlowsTest : public ::testing::Test {
 protected:
  std::optional<uint16_t> take(const char* orig, double now = 11, Port port = kPort) {
    return flows_.take(ip(orig), ip("10.0.0.2"), port, now);
  }
  ExpectedFlows flows_;
};

TEST_F(ExpectedFlowsTest, ComeTrueOnceTheOldestFirst) {
  flows_.add(from("10.0.0.1", 1));
  flows_.add(from("0.0.0.0", 2));
  flows_.add(from("10.0.0.1", 3));
  EXPECT_EQ(take("10.0.0.1", 11, {2001, PortProtocol::kTcp}), std::nullopt);
  EXPECT_EQ(take("10.0.0.9"), 2);
  EXPECT_EQ(take("10.0.0.9"), std::nullopt);
  EXPECT_EQ(take("10.0.0.1"), 1);
  EXPECT_EQ(take("10.0.0.1"), 3);
  EXPECT_TRUE(flows_.empty());
}

TEST_F(ExpectedFlowsTest, AreWaitedForSoLong) {
  flows_.add(from("10.0.0.1", 1));
  EXPECT_EQ(take("10.0.0.1", 15.5), std::nullopt);
  EXPECT_TRUE(flows_.empty());
  flows_.add(from("10.0.0.1", 2, 0));  // before the first packet, which comes long after
  EXPECT_EQ(take("10.0.0.9", 1000), std::nullopt);
  EXPECT_EQ(take("10.0.0.1", 1004), 2);
}

TEST_F(ExpectedFlowsTest, AreForgottenFromTheOldestOn) {
  for (uint16_t i = 0; i < 10'001; ++i)
    flows_.add({ip("10.0.0.1"), ip("10.0.0.2"), {i, PortProtocol::kTcp}, i, 10, 5});
  EXPECT_EQ(take("10.0.0.1", 11, {0, PortProtocol::kTcp}), std::nullopt);
  EXPECT_EQ(take("10.0.0.1", 11, {1, PortProtocol::kTcp}), 1);
  EXPECT_EQ(take("10.0.0.1", 11, {10'000, PortProtocol::kTcp}), 10'000);
}

}  // namespace
}  // namespace avocet
