#include "input/background_programs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace avocet {
namespace {

using std::chrono::milliseconds;

double seconds_of(auto&& act) {
  auto begin = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST(BackgroundPrograms, AreWaitedForAtTheEndOnly) {
  char folder[] = "/tmp/background.XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  std::string file = std::string(folder) + "/made";
  BackgroundPrograms programs;
  EXPECT_EQ(programs.start("sleep 2; touch " + file + " # at last", {"PATH=/bin:/usr/bin"}), 0);
  EXPECT_NE(access(file.c_str(), F_OK), 0);
  programs.await_all(milliseconds(20000));
  EXPECT_EQ(access(file.c_str(), F_OK), 0);
  unlink(file.c_str());
  rmdir(folder);
}

TEST(BackgroundPrograms, AreNotWaitedForForever) {
  BackgroundPrograms programs;
  EXPECT_EQ(programs.start("sleep 30", {"PATH=/bin:/usr/bin"}), 0);
  EXPECT_LT(seconds_of([&] { programs.await_all(milliseconds(50)); }), 10);
}

TEST(BackgroundPrograms, TellOfALineThatIsNone) {
  BackgroundPrograms programs;
  EXPECT_GT(programs.start("if", {}), 0);
  EXPECT_LT(seconds_of([&] { programs.await_all(milliseconds(20000)); }), 10);
}

}  // namespace
}  // namespace avocet
