#include "protocol/finger/message.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(Finger, ReadsRequests) {
  FingerRequest plain = parse_finger_request("me");
  EXPECT_FALSE(plain.is_full);
  EXPECT_EQ(plain.user, "me");
  EXPECT_EQ(plain.host, "");
  FingerRequest full = parse_finger_request(" /W  me@here@there");
  EXPECT_TRUE(full.is_full);
  EXPECT_EQ(full.user, "me");
  EXPECT_EQ(full.host, "here@there");
  EXPECT_EQ(parse_finger_request("").user, "");
  EXPECT_TRUE(parse_finger_request("/W").is_full);
}

}  // namespace
}  // namespace avocet
