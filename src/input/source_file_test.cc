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

}  // namespace
}  // namespace avocet
