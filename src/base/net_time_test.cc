#include "base/net_time.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(NetTime, SecondsAreWholeMicroseconds) {
  EXPECT_EQ(NetTime::from_parts(1300475167, 96535000).seconds(), 1300475167.096535);
  EXPECT_EQ(NetTime::from_parts(1300475167, 96535999).seconds(), 1300475167.096535);
  EXPECT_EQ(NetTime::from_parts(5, 1999).whole_micros().nanos, 5'000'001'000);
}

TEST(NetTime, DoublesRoundTrip) {
  EXPECT_EQ(NetTime::from_seconds(1300475167.096535).nanos, 1300475167096535000);
  EXPECT_EQ(NetInterval::from_seconds(-0.5).nanos, -500'000'000);
  EXPECT_EQ(NetInterval::from_seconds(0.0 / 1.0).nanos, 0);
  EXPECT_EQ(NetInterval::from_seconds(1e300).nanos, INT64_MAX);
  EXPECT_EQ(NetInterval::micros(1500).seconds(), 0.0015);
}

TEST(NetTime, AdditionSaturates) {
  EXPECT_EQ((NetTime::from_parts(1, 0) + NetInterval{INT64_MAX}).nanos, INT64_MAX);
  EXPECT_LT(NetTime::from_parts(1, 0), NetTime::from_parts(1, 0) + NetInterval::micros(1));
}

}  // namespace
}  // namespace avocet
