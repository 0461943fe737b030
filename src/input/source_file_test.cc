#include "input/source_file.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(LineCutter, FindsSeparatorsThatCameInPieces) {
  LineCutter lines("--");
  std::string_view line;
  lines.rest() += "one-";
  EXPECT_FALSE(lines.next(line));
  lines.rest() += "-two--th-ree";
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "one");
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "two");
  EXPECT_FALSE(lines.next(line));
  lines.rest() += "-";
  EXPECT_FALSE(lines.next(line));
  lines.rest() += "-";
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "th-ree");
  EXPECT_FALSE(lines.last(line));
}

TEST(LineCutter, SearchesNothingTwice) {
  LineCutter lines;
  std::string_view line;
  std::string piece(500, 'x');
  // Quadratic, this would take many seconds.
  for (int i = 0; i < 40'000; ++i) {
    lines.rest() += piece;
    ASSERT_FALSE(lines.next(line));
  }
  ASSERT_TRUE(lines.last(line));
  EXPECT_EQ(line.size(), 20'000'000u);
}

TEST(LineCutter, SkipsLinesThatAreTooLong) {
  LineCutter lines("--", 100);
  std::string_view line;
  std::string piece(60, 'x');
  lines.rest() += "one--" + piece;
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "one");
  EXPECT_FALSE(lines.next(line));
  EXPECT_FALSE(lines.skips_line());
  for (int i = 0; i < 10; ++i) {
    lines.rest() += piece;
    EXPECT_FALSE(lines.next(line));
    EXPECT_EQ(lines.skips_line(), i == 0);
    EXPECT_LT(lines.rest().size(), 2u);
  }
  lines.rest() += "-";
  EXPECT_FALSE(lines.next(line));
  lines.rest() += "-two--" + piece + piece + piece;
  ASSERT_TRUE(lines.next(line));
  EXPECT_EQ(line, "two");
  EXPECT_FALSE(lines.next(line));
  EXPECT_TRUE(lines.skips_line());
  EXPECT_FALSE(lines.last(line));
  lines.rest() += "three";
  ASSERT_TRUE(lines.last(line));
  EXPECT_EQ(line, "three");
}

}  // namespace
}  // namespace avocet
