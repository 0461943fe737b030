#include "flow/identity.h"

#include <gtest/gtest.h>

#include <utility>

namespace avocet {
namespace {

void set_ends(Flow& flow) {
  flow.orig_addr = *IpAddress::parse("10.0.0.1");
  flow.resp_addr = *IpAddress::parse("10.0.0.2");
  flow.orig_port = 40000;
  flow.resp_port = 80;
  flow.ip_protocol = 6;
  flow.start_time = NetTime::from_seconds(1000);
}

UidBits uid_of(Flow& flow, uint64_t seed) { return FlowUids(seed).of(flow); }

TEST(Identity, DependsOnSeedFlowAndTimeAlone) {
  Flow a, b;
  set_ends(a);
  set_ends(b);
  EXPECT_EQ(uid_of(a, 1), uid_of(b, 1));
  EXPECT_FALSE(uid_of(a, 1) == uid_of(a, 2));
  b.start_time = NetTime::from_seconds(1001);
  EXPECT_FALSE(uid_of(a, 1) == uid_of(b, 1));
  b.start_time = a.start_time;
  b.orig_port = 40001;
  EXPECT_FALSE(uid_of(a, 1) == uid_of(b, 1));
}

TEST(Identity, SurvivesTheTurnOfAFlow) {
  Flow a, b;
  set_ends(a);
  set_ends(b);
  std::swap(b.orig_addr, b.resp_addr);
  std::swap(b.orig_port, b.resp_port);
  EXPECT_EQ(uid_of(a, 1), uid_of(b, 1));
  // But a port belongs to its address.
  std::swap(b.orig_port, b.resp_port);
  EXPECT_FALSE(uid_of(a, 1) == uid_of(b, 1));
}

TEST(Identity, IsNumberedWithRecordedSeeds) {
  SipHashKey key{1, 2};
  FlowUids uids(key, 96);
  Flow a, b;
  EXPECT_EQ(uids.text(uids.of(a)), "CGTpfu4BbZVB0tQUmh");
  EXPECT_EQ(uids.text(uids.of_tunnel({}, {}, 47, {})), "CFYewd1e0kIm4qp7x8");
  EXPECT_EQ(uids.text(uids.of(b)), "CKoCkE3H2rrIbYhll9");
  EXPECT_EQ(uids.text(uids.of(a)), "CGTpfu4BbZVB0tQUmh");
}

TEST(Identity, HasTheBitsThatAreAskedFor) {
  SipHashKey key{1, 2};
  FlowUids uids(key, 32);
  Flow a, b;
  EXPECT_EQ(uids.text(uids.of(a)), "CGTpfu40");
  EXPECT_EQ(uids.text(uids.of(b)), "C803IH30");
}

}  // namespace
}  // namespace avocet
