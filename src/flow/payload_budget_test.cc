#include "flow/payload_budget.h"

#include <gtest/gtest.h>

#include <map>

namespace avocet {
namespace {

class Keeper final : public PayloadHolder {
 public:
  explicit Keeper(PayloadBudget& budget) : budget_(budget) {}
  void keep(Flow& flow, uint64_t bytes) {
    PayloadBudget::Account& account = accounts_[&flow];
    if (!account.is_open()) account.open(budget_, *this, flow);
    account.add(bytes);
  }
  void give_up(Flow& flow) override { accounts_.erase(&flow); }
  bool has(Flow& flow) const { return accounts_.count(&flow) > 0; }

 private:
  PayloadBudget& budget_;
  std::map<Flow*, PayloadBudget::Account> accounts_;
};

TEST(PayloadBudget, HasTheOldestGiveUp) {
  PayloadBudget budget(100);
  Keeper keeper(budget);
  Flow first, second, third;
  keeper.keep(first, 40);
  keeper.keep(second, 50);
  EXPECT_FALSE(budget.is_over());
  keeper.keep(first, 5);
  keeper.keep(third, 40);
  EXPECT_TRUE(budget.is_over());
  budget.shrink();
  EXPECT_FALSE(keeper.has(first));
  EXPECT_TRUE(keeper.has(second));
  EXPECT_TRUE(keeper.has(third));
  EXPECT_EQ(budget.held(), 90u);
  EXPECT_EQ(budget.limit_hits(), 1u);
}

TEST(PayloadBudget, ForgetsAnyOneOfSeveral) {
  PayloadBudget budget(100);
  Keeper keeper(budget);
  Flow flows[3], last;
  for (size_t left : {size_t{0}, size_t{1}, size_t{2}}) {
    for (Flow& flow : flows) keeper.keep(flow, 10);
    keeper.give_up(flows[left]);
    EXPECT_EQ(budget.held(), 20u);
    keeper.keep(last, 95);
    budget.shrink();
    for (Flow& flow : flows) EXPECT_FALSE(keeper.has(flow));
    EXPECT_TRUE(keeper.has(last));
    keeper.give_up(last);
  }
  EXPECT_EQ(budget.held(), 0u);
}

TEST(PayloadBudget, CountsWhatIsFreedByItself) {
  PayloadBudget budget(100);
  Keeper keeper(budget);
  Flow first, second;
  keeper.keep(first, 90);
  keeper.give_up(first);
  EXPECT_EQ(budget.held(), 0u);
  keeper.keep(second, 90);
  EXPECT_FALSE(budget.is_over());
}

TEST(PayloadBudget, LetsWithoutALimitEverythingBeKept) {
  PayloadBudget budget(0);
  Keeper keeper(budget);
  Flow flow;
  keeper.keep(flow, uint64_t{1} << 40);
  EXPECT_FALSE(budget.is_over());
}

}  // namespace
}  // namespace avocet
