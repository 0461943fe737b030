#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace avocet {
namespace {

Result<std::unique_ptr<int>> half(int n) {
  if (n % 2 != 0) return Error{"odd"};
  return std::make_unique<int>(n / 2);
}

TEST(Result, CarriesAValueOrAnError) {
  auto four = half(8);
  ASSERT_TRUE(four.ok());
  EXPECT_EQ(**four, 4);
  std::unique_ptr<int> taken = std::move(four).value();
  EXPECT_EQ(*taken, 4);
  auto none = half(3);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "odd");
}

TEST(Outcome, IsGoodUnlessAnErrorIsGiven) {
  EXPECT_TRUE(Outcome().ok());
  Outcome bad = Error{"broken"};
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "broken");
}

TEST(ResultDeathTest, ChecksAccess) {
  auto none = half(3);
  EXPECT_DEATH((void)*none, "CHECK failed");
}

}  // namespace
}  // namespace avocet
