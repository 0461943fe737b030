#include "flow/payload_budget.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>

namespace avocet {
namespace {

class Keeper final : public PayloadHolder {
 public:
  explicit Keeper(PayloadBudget& budget) : budget_(budget) {}
  void keep(Flow& flow, uint64_t bytes) {
    auto& account = accounts_[&flow];
    if (!account) account = std::make_unique<PayloadBudget::Account>(budget_, *this, flow);
    account->add(bytes);
  }
  void give_up(Flow& flow) override { accounts_.erase(&flow); }
  bool has(Flow& flow) const { return accounts_.count(&flow) > 0; }

 private:
  PayloadBudget& budget_;
  std::map<Flow*, std::unique_ptr<PayloadBudget::Account>> accounts_;
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
