#include "flow/timer_queue.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace avocet {
namespace {

// Keeps the due time of each flow outside, and lets a fired flow go.
class TimerQueueTest : public ::testing::Test, private TimerClient {
 protected:
  NetTime next_due(const Flow& flow) const override { return due_.at(&flow); }
  void timer_fired(Flow& flow, NetTime due) override {
    if (due_.at(&flow) > due) {
      queue_.schedule(flow, due_.at(&flow));
      return;
    }
    fired_.emplace_back(&flow, due);
    due_.erase(&flow);
    pool_.release(flow);
  }

  Flow& add(NetTime due) {
    Flow& flow = pool_.acquire();
    due_[&flow] = due;
    queue_.schedule(flow, due);
    return flow;
  }
  static NetTime at(double seconds) { return NetTime::from_seconds(seconds); }

  FlowPool pool_;
  TimerQueue queue_{pool_, *this};
  std::map<const Flow*, NetTime> due_;
  std::vector<std::pair<const Flow*, NetTime>> fired_;
};

TEST_F(TimerQueueTest, FiresExactlyAndInOrder) {
  queue_.advance(at(100));
  for (double seconds : {105.0, 100.5, 1000.25, 100.1, 90'000.0, 5'000'000.0}) add(at(seconds));
  queue_.advance(at(100.0999));
  EXPECT_TRUE(fired_.empty());
  queue_.advance(at(100.1));
  EXPECT_EQ(fired_.size(), 1u);
  queue_.advance(at(10'000'000.0));
  ASSERT_EQ(fired_.size(), 6u);
  for (size_t i = 1; i < 6; ++i) EXPECT_LT(fired_[i - 1].second, fired_[i].second);
  EXPECT_EQ(fired_[5].second, at(5'000'000.0));
  EXPECT_EQ(pool_.live(), 0u);
}

TEST_F(TimerQueueTest, AProlongedFlowIsNotTouched) {
  queue_.advance(at(0.1));
  Flow& flow = add(at(10));
  due_[&flow] = at(20);  // as a packet does it
  queue_.advance(at(19.9));
  EXPECT_TRUE(fired_.empty());
  queue_.advance(at(20));
  EXPECT_EQ(fired_.size(), 1u);
}

TEST_F(TimerQueueTest, AnEarlierTimeWins) {
  queue_.advance(at(0.1));
  Flow& flow = add(at(300));
  due_[&flow] = at(5);
  queue_.schedule(flow, at(5));
  queue_.advance(at(5));
  EXPECT_EQ(fired_.size(), 1u);
}

TEST_F(TimerQueueTest, WhatIsFoundToBeLateFiresInOrder) {
  queue_.advance(at(0.1));
  Flow& late = add(at(20));
  Flow& later = add(at(21));
  add(at(10));
  due_[&late] = at(5);  // as packets do it whose times step back
  due_[&later] = at(4);
  queue_.advance(at(30));
  ASSERT_EQ(fired_.size(), 3u);
  EXPECT_EQ(fired_[1].first, &late);
  EXPECT_EQ(fired_[2].first, &later);
  for (size_t i = 1; i < 3; ++i) EXPECT_LT(fired_[i - 1].second, fired_[i].second);
}

TEST_F(TimerQueueTest, RemovedFlowsStaySilentEvenInTheHeap) {
  queue_.advance(at(1));
  Flow& near = add(at(1.05));
  Flow& far = add(at(900));
  queue_.remove(near);
  queue_.remove(far);
  queue_.advance(at(2000));
  EXPECT_TRUE(fired_.empty());
}

TEST_F(TimerQueueTest, RandomUseKeepsOrderAndLosesNobody) {
  std::mt19937_64 random(3);
  NetTime now = at(1'000'000);
  queue_.advance(now);
  size_t added = 0;
  for (int step = 0; step < 20'000; ++step) {
    auto nanos = static_cast<int64_t>(random() % (1ull << (20 + random() % 30)));
    add(now + NetInterval{nanos});
    ++added;
    if (step % 7 == 0) {
      now = now + NetInterval{static_cast<int64_t>(random() % (1ull << (10 + random() % 32)))};
      queue_.advance(now);
      for (auto& [flow, due] : due_) ASSERT_GT(due, now);
    }
  }
  queue_.advance(now + NetInterval::secs(100'000'000));
  EXPECT_EQ(fired_.size(), added);
  for (size_t i = 1; i < fired_.size(); ++i) ASSERT_LE(fired_[i - 1].second, fired_[i].second);
}

}  // namespace
}  // namespace avocet
