#include "input/environment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace avocet {
namespace {

TEST(Environment, SetsForItselfAndNotForTheProcess) {
  Environment ours, others;
  ASSERT_TRUE(ours.set("AVOCET_ENVIRONMENT_TEST", "1"));
  EXPECT_EQ(ours.find("AVOCET_ENVIRONMENT_TEST"), "1");
  EXPECT_EQ(others.find("AVOCET_ENVIRONMENT_TEST"), std::nullopt);
  EXPECT_EQ(std::getenv("AVOCET_ENVIRONMENT_TEST"), nullptr);
}

TEST(Environment, TakesThePlaceOfWhatTheProcessHas) {
  Environment environment;
  ASSERT_NE(environment.find("PATH"), std::nullopt);
  ASSERT_TRUE(environment.set("PATH", "/none"));
  std::vector<std::string> entries = environment.entries();
  auto is_path = [](const std::string& entry) { return entry.starts_with("PATH="); };
  EXPECT_EQ(std::count_if(entries.begin(), entries.end(), is_path), 1);
  EXPECT_NE(std::find(entries.begin(), entries.end(), "PATH=/none"), entries.end());
}

TEST(Environment, RefusesWhatIsNoName) {
  Environment environment;
  EXPECT_FALSE(environment.set("", "1"));
  EXPECT_FALSE(environment.set("A=B", "1"));
}

}  // namespace
}  // namespace avocet
