#include "engine/reading_pace.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace avocet {
namespace {

TEST(ReadingPaceTest, LetsNobodyGetFarAhead) {
  ReadingPace pace(2);
  std::atomic<int> fast = 0;
  int farthest = 0;
  std::thread thread([&] {
    for (int i = 0; i < 1000 && pace.take_step(0); ++i) ++fast;
    pace.leave(0);
  });
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(pace.take_step(1));
    farthest = std::max(farthest, fast - i);
    if (i % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  pace.leave(1);
  thread.join();
  EXPECT_EQ(fast, 1000);
  EXPECT_LE(farthest, 34);
  EXPECT_TRUE(pace.wait(std::chrono::milliseconds(0)));
}

TEST(ReadingPaceTest, StopsAllWhereTheFirstHasCome) {
  ReadingPace pace(2);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(pace.take_step(0));
  EXPECT_TRUE(pace.take_step(1));
  pace.stop();
  EXPECT_FALSE(pace.take_step(0));
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(pace.take_step(1));
  EXPECT_FALSE(pace.take_step(1));
}

TEST(ReadingPaceTest, WaitsForNobodyWhoLeft) {
  ReadingPace pace(2);
  pace.leave(1);
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(pace.take_step(0));
  EXPECT_FALSE(pace.wait(std::chrono::milliseconds(0)));
  pace.stop();
  EXPECT_FALSE(pace.take_step(0));
}

}  // namespace
}  // namespace avocet
