#include "flow/history.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(History, LettersComeOnceASide) {
  Flow flow;
  EXPECT_TRUE(History::add_once(flow, Side::kOrig, 'D'));
  EXPECT_FALSE(History::add_once(flow, Side::kOrig, 'D'));
  EXPECT_TRUE(History::add_once(flow, Side::kResp, 'D'));
  EXPECT_EQ(flow.history(), "Dd");
}

TEST(History, ScaledLettersComeAtPowersOfTen) {
  Flow flow;
  uint32_t count = 0;
  std::vector<uint32_t> reached;
  for (int i = 0; i < 1000; ++i) {
    if (uint32_t power = History::add_scaled(flow, Side::kResp, 'T', count))
      reached.push_back(power);
  }
  EXPECT_EQ(flow.history(), "tttt");
  EXPECT_EQ(reached, (std::vector<uint32_t>{1, 10, 100, 1000}));
}

TEST(History, GrowsBeyondItsPlaceAndEnds) {
  Flow flow;
  std::string expected;
  for (int i = 0; i < 500; ++i) {
    History::add(flow, i % 2 == 0 ? Side::kOrig : Side::kResp, 'S');
    expected += i % 2 == 0 ? 'S' : 's';
    ASSERT_EQ(flow.history(), expected);
  }
  for (int i = 0; i < 5000; ++i) History::add(flow, Side::kOrig, 'R');
  EXPECT_EQ(flow.history().size(), 1000u);
}

TEST(History, TurnsEveryLetter) {
  Flow flow;
  History::add_once(flow, Side::kOrig, 'H');
  History::add_once(flow, Side::kResp, 'A');
  History::turn(flow);
  EXPECT_EQ(flow.history(), "^hA");
  History::add_flip(flow);
  EXPECT_EQ(flow.history(), "^hA^");
}

}  // namespace
}  // namespace avocet
