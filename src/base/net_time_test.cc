#include "base/net_time.h"

#include <gmock/gmock.h>

#include <cmath>

namespace avocet {
namespace {

TEST(NetTime, BecomesTheNearestDouble) {
  NetTime time = NetTime::from_parts(1700000000, 123456789);
  EXPECT_EQ(time.seconds(), 1700000000.123456);
  EXPECT_EQ(time.whole_micros().nanos, 1700000000123456000);
  EXPECT_EQ(NetTime::from_seconds(1700000000.123456).nanos, 1700000000123456000);
}

TEST(NetTime, ZeroIsUnset) {
  EXPECT_FALSE(NetTime{}.is_set());
  EXPECT_TRUE(NetTime::from_parts(0, 1).is_set());
}

TEST(NetTime, AddsAndSubtracts) {
  NetTime start = NetTime::from_parts(100, 0);
  EXPECT_EQ(start + NetInterval::millis(1500), NetTime::from_parts(101, 500'000'000));
  EXPECT_EQ(start - NetInterval::secs(1), NetTime::from_parts(99, 0));
  EXPECT_EQ(NetTime::from_parts(101, 5000) - start, NetInterval{kNanosPerSecond + 5000});
  EXPECT_LT(start, start + NetInterval::micros(1));
}

TEST(NetTime, AnEndlessTimeoutNeverWraps) {
  NetTime now = NetTime::from_parts(1700000000, 0);
  EXPECT_EQ((now + NetInterval{INT64_MAX}).nanos, INT64_MAX);
}

TEST(NetInterval, RoundsToMicroseconds) {
  EXPECT_EQ(NetInterval::from_seconds(0.0000014).nanos, 1000);
  EXPECT_EQ(NetInterval::from_seconds(0.0000016).nanos, 2000);
  EXPECT_EQ(NetInterval::from_seconds(-0.0000016).nanos, -2000);
  EXPECT_EQ(NetInterval::from_seconds(0.1).nanos, 100'000'000);
  EXPECT_EQ(NetInterval{1999}.seconds(), 1e-6);
}

TEST(NetInterval, SaturatesOnAbsurdNumbers) {
  EXPECT_EQ(NetInterval::from_seconds(1e300).nanos, INT64_MAX);
  EXPECT_EQ(NetInterval::from_seconds(-1e300).nanos, INT64_MIN);
  EXPECT_EQ(NetInterval::from_seconds(INFINITY).nanos, INT64_MAX);
  EXPECT_EQ(NetInterval::from_seconds(NAN).nanos, 0);
  EXPECT_GT(NetInterval::from_seconds(9e9).nanos, 0);
}

}  // namespace
}  // namespace avocet
