#include "base/visible_text.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(VisibleText, ControlCharactersAreWrittenOut) {
  EXPECT_EQ(visible_text(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(visible_text("\x1b[31m\x7f\r"), "\\x1b[31m\\x7f\\x0d");
  EXPECT_EQ(visible_text("\xc2\x9b"), "\\xc2\\x9b");
}

TEST(VisibleText, TextStays) {
  EXPECT_EQ(visible_text("line\n\tgr\xc3\xbc\xc3\x9f"), "line\n\tgr\xc3\xbc\xc3\x9f");
  EXPECT_EQ(visible_text("\xc2\xa9"), "\xc2\xa9");
}

}  // namespace
}  // namespace avocet
