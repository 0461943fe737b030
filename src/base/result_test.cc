#include "base/result.h"

#include <gmock/gmock.h>

#include <memory>

namespace avocet {
namespace {

Result<std::unique_ptr<int>> make(int number) {
  if (number < 0) return Error{"no negative numbers"};
  return std::make_unique<int>(number);
}

TEST(Result, HoldsAValueOrAnError) {
  auto good = make(3);
  ASSERT_TRUE(good);
  EXPECT_EQ(**good, 3);
  std::unique_ptr<int> taken = std::move(good).value();
  EXPECT_EQ(*taken, 3);

  auto bad = make(-1);
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().message, "no negative numbers");
}

TEST(Result, AskingForWhatIsNotThereIsABug) {
  EXPECT_DEATH(make(-1).value(), "CHECK failed");
  EXPECT_DEATH(make(1).error(), "CHECK failed");
  EXPECT_DEATH(Outcome().error(), "CHECK failed");
}

TEST(Outcome, SucceedsByDefault) {
  EXPECT_TRUE(Outcome().ok());
  EXPECT_EQ(Outcome(Error{"why"}).error().message, "why");
}

}  // namespace
}  // namespace avocet
