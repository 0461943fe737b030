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
  ExpectedFlows flows_{10'000};
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
  EXPECT_EQ(flows_.limit_hits(), 1u);
}

TEST_F(ExpectedFlowsTest, ForOnePortMayBeVeryMany) {
  ExpectedFlows flows(0);
  constexpr uint32_t kMany = 50'000;
  for (uint32_t i = 1; i <= kMany; ++i)
    flows.add({IpAddress::v4(i), ip("10.0.0.2"), kPort, uint16_t(i), 10, 5});
  // Walking past the others would take a minute.
  for (uint32_t i = kMany; i > 0; --i)
    ASSERT_EQ(flows.take(IpAddress::v4(i), ip("10.0.0.2"), kPort, 11), uint16_t(i));
  EXPECT_TRUE(flows.empty());
}

TEST_F(ExpectedFlowsTest, AlikeAreWaitedForEachAsLongAsItSays) {
  flows_.add({ip("10.0.0.9"), ip("10.0.0.2"), kPort, 7, 10, 100});  // keeps the others in line
  flows_.add({ip("10.0.0.1"), ip("10.0.0.2"), kPort, 1, 10, 1});
  flows_.add({ip("10.0.0.1"), ip("10.0.0.2"), kPort, 2, 10, 50});
  EXPECT_EQ(take("10.0.0.1", 20), 2);
  EXPECT_EQ(take("10.0.0.1", 20), std::nullopt);
  EXPECT_EQ(take("10.0.0.9", 20), 7);
  EXPECT_TRUE(flows_.empty());
}

}  // namespace
}  // namespace avocet
