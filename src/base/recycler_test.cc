#include "base/recycler.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

TEST(Recycler, HandsOutAgainWhatNobodyHolds) {
  Recycler<std::string> strings;
  std::shared_ptr<std::string> first = strings.take();
  *first = "used";
  const std::string* place = first.get();
  std::shared_ptr<std::string> second = strings.take();
  EXPECT_NE(second.get(), place);
  std::shared_ptr<std::string> held = first;
  first.reset();
  EXPECT_NE(strings.take().get(), place);
  held.reset();
  held = strings.take();
  EXPECT_EQ(*held, "");
}

TEST(Recycler, MayGoBeforeItsObjects) {
  auto strings = std::make_unique<Recycler<std::string>>();
  std::shared_ptr<std::string> last = strings->take();
  strings.reset();
  *last = "still here";
  EXPECT_EQ(*last, "still here");
}

}  // namespace
}  // namespace avocet
