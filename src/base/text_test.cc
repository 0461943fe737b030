#include "base/text.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(Text, IsBytes) {
  EXPECT_EQ(view(bytes_of("a\xff")), "a\xff");
  EXPECT_TRUE(view({}).empty());
}

TEST(Text, KnowsLettersOfAscii) {
  EXPECT_EQ(ascii_upper("aZ-\xe9"), "AZ-\xe9");
  EXPECT_EQ(ascii_lower("aZ[\xc9"), "az[\xc9");
  EXPECT_TRUE(ascii_equal("Content", "cONTENT"));
  EXPECT_FALSE(ascii_equal("a", "ab"));
  EXPECT_FALSE(ascii_equal("[", "{"));
}

TEST(Text, TrimsBlanks) {
  EXPECT_EQ(trimmed(" \ta b\t"), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed("\na"), "\na");
}

TEST(Text, ReadsWhatEndsWithZero) {
  ByteReader reader(bytes_of(std::string_view("ab\0\0c", 5)));
  EXPECT_EQ(view(read_cstring(reader)), "ab");
  EXPECT_EQ(view(read_cstring(reader)), "");
  EXPECT_FALSE(reader.failed());
  EXPECT_EQ(view(read_cstring(reader)), "c");
  EXPECT_TRUE(reader.failed());
}

}  // namespace
}  // namespace avocet
