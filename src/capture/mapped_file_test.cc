#include "capture/mapped_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace avocet {
namespace {

class MappedFileTest : public ::testing::Test {
 protected:
  static constexpr size_t kSize = MappedWindow::kAlignment;

  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() / ("avocet-mapped-" + std::to_string(getpid())))
                .string();
    std::ofstream(path_) << std::string(64 * kSize, 'x');
    file_ = std::make_unique<MappedFile>(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_;
  std::unique_ptr<MappedFile> file_;
};

TEST_F(MappedFileTest, ShowsAllReadersTheSameWindow) {
  file_->add_reader();
  file_->add_reader();
  std::weak_ptr<const MappedWindow> first = file_->window(0, kSize);
  ASSERT_FALSE(first.expired());  // somebody will want it
  auto again = file_->window(0, kSize);
  EXPECT_EQ(again, first.lock());
  EXPECT_EQ(again->bytes()[7], 'x');
  again.reset();
  EXPECT_TRUE(first.expired());
}

TEST_F(MappedFileTest, KeepsNothingForOneReader) {
  file_->add_reader();
  std::weak_ptr<const MappedWindow> first = file_->window(0, kSize);
  EXPECT_TRUE(first.expired());
}

TEST_F(MappedFileTest, KeepsNotEverythingForWhoIsFarBehind) {
  file_->add_reader();
  file_->add_reader();
  std::weak_ptr<const MappedWindow> first = file_->window(0, kSize);
  for (uint64_t i = 1; i < 40; ++i) ASSERT_TRUE(file_->window(i * kSize, kSize));
  EXPECT_TRUE(first.expired());
  EXPECT_TRUE(file_->window(0, kSize));
}

}  // namespace
}  // namespace avocet
