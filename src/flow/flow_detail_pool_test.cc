#include "flow/flow_detail_pool.h"

#include <gtest/gtest.h>

#include <set>

namespace avocet {
namespace {

TEST(FlowDetailPool, GivesEachItsOwnAndTakesItBack) {
  // More than fit where the first ones lie.
  constexpr size_t kMany = 30'000;
  FlowDetailPool pool;
  std::set<FlowDetail*> details;
  for (size_t i = 0; i < kMany; ++i) {
    FlowDetail& detail = pool.acquire();
    detail.sides[0].noted_syn = 7;
    detail.oddities = std::make_unique<FlowOddities>();
    details.insert(&detail);
  }
  EXPECT_EQ(details.size(), kMany);
  for (FlowDetail* detail : details) pool.release(*detail);
  for (size_t i = 0; i < kMany; ++i) {
    FlowDetail& detail = pool.acquire();
    EXPECT_EQ(detail.sides[0].noted_syn, 0u);
    EXPECT_EQ(details.count(&detail), 1u);
  }
  for (FlowDetail* detail : details) pool.release(*detail);
}

}  // namespace
}  // namespace avocet
