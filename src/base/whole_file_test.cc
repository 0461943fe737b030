#include "base/whole_file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace avocet {
namespace {

class WholeFileTest : public ::testing::Test {
 protected:
  void write(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }
  std::string path_ = ::testing::TempDir() + "whole_file_test";
};

TEST_F(WholeFileTest, GivesEveryByte) {
  const std::string text = std::string("a\0b\n", 4) + std::string(100'000, 'x');
  write(text);
  auto read = read_whole_file(path_, 1 << 20);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, text);
  write("");
  EXPECT_EQ(read_whole_file(path_, 10).value(), "");
  // The size that such a file tells is 0.
  EXPECT_FALSE(read_whole_file("/proc/self/status", 1 << 20).value().empty());
}

TEST_F(WholeFileTest, EndsAtTheLimitEvenWhereThereIsNoEnd) {
  write("12345");
  EXPECT_EQ(read_whole_file(path_, 5).value(), "12345");
  EXPECT_EQ(read_whole_file(path_, 4).error().message, "it has more than 4 bytes");
  EXPECT_EQ(read_whole_file("/dev/zero", 100'000).error().message, "it has more than 100000 bytes");
}

TEST_F(WholeFileTest, SaysWhyItCannotBeRead) {
  EXPECT_EQ(read_whole_file(path_ + "/nowhere", 1).error().message, "Not a directory");
  EXPECT_EQ(read_whole_file(::testing::TempDir(), 1).error().message, "Is a directory");
}

}  // namespace
}  // namespace avocet
