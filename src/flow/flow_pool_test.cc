#include "flow/flow_pool.h"

#include <gtest/gtest.h>

#include <set>

namespace avocet {
namespace {

struct PoolItem final : FlowData {
  explicit PoolItem(int& living) : living_(living) { ++living_; }
  ~PoolItem() override { --living_; }
  int& living_;
};

// Enough for several blocks beyond the first slabs.
constexpr uint32_t kManyItems = 100'000;

TEST(FlowPool, KeepsPlacesAndDestroysWhatHangsOnFlows) {
  int living = 0;
  {
    FlowPool pool;
    std::set<Flow*> places;
    for (uint32_t i = 1; i <= kManyItems; ++i) {
      Flow& flow = pool.acquire();
      places.insert(&flow);
      flow.orig_port = static_cast<uint16_t>(i);
      if (i % 1000 == 0) flow.data = std::make_unique<PoolItem>(living);
    }
    EXPECT_EQ(places.size(), kManyItems);
    EXPECT_EQ(pool.live(), kManyItems);
    EXPECT_EQ(living, 100);
    for (uint32_t i = 1; i < pool.end(); ++i)
      ASSERT_EQ(pool.at(i).orig_port, static_cast<uint16_t>(i));
    pool.release(pool.at(kManyItems));
    EXPECT_EQ(living, 99);
    EXPECT_FALSE(pool.is_live(kManyItems));
    EXPECT_EQ(&pool.acquire(), &pool.at(kManyItems));
    EXPECT_EQ(pool.at(kManyItems).orig_port, 0);
  }
  EXPECT_EQ(living, 0);
}

}  // namespace
}  // namespace avocet
