#include "engine/file_index.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace avocet {
namespace {

namespace fs = std::filesystem;

class FileIndexTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / "file_index_test";
    fs::remove_all(root_);
    for (const char* file : {"shipped/one.zeek", "shipped/deep/two.zeek", "shippedtoo/three.zeek",
                             "outside/four.zeek"}) {
      fs::create_directories((root_ / file).parent_path());
      std::ofstream(root_ / file) << "\n";
    }
    fs::create_symlink(root_ / "outside/four.zeek", root_ / "shipped/link.zeek");
    fs::create_symlink(root_ / "outside", root_ / "shipped/folder");
    fs::create_symlink(root_ / "nowhere", root_ / "shipped/broken.zeek");
    real_ = fs::canonical(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  std::string at(const char* name) const { return (root_ / name).string(); }
  std::string real(const char* name) const { return (real_ / name).string(); }

  fs::path root_;
  fs::path real_;
};

TEST_F(FileIndexTest, AgreesWithTheSystem) {
  for (const std::string& listed : {at("shipped"), std::string()}) {
    FileIndex index(listed);
    for (const char* name :
         {"shipped", "shipped/one.zeek", "shipped/one", "shipped/deep", "shipped/deep/two.zeek",
          "shipped/deep/", "shipped/deep/.", "shipped/deep/../one.zeek", "shipped/none/two.zeek",
          "shipped/one.zeek/two.zeek", "shipped/link.zeek", "shipped/folder",
          "shipped/folder/four.zeek", "shipped/broken.zeek", "shippedtoo/three.zeek",
          "shippedtoo/one.zeek", "outside/four.zeek", "outside/none", "none/none/none"}) {
      EXPECT_EQ(index.kind_of(at(name)), kind_of_file(at(name))) << name;
      EXPECT_EQ(index.real_path(at(name)), real_path_of(at(name))) << name;
    }
    for (const char* name : {"", ".", "/", "-", "none", "none/none", "/none"})
      EXPECT_EQ(index.kind_of(name), kind_of_file(name)) << name;
  }
}

TEST_F(FileIndexTest, FilesHaveOneSpelling) {
  FileIndex index(at("shipped"));
  EXPECT_EQ(index.real_path(at("shipped/deep/../one.zeek")), real("shipped/one.zeek"));
  EXPECT_EQ(index.real_path(at("shipped/link.zeek")), real("outside/four.zeek"));
  EXPECT_EQ(index.real_path(at("shipped/folder/four.zeek")), real("outside/four.zeek"));
}

TEST_F(FileIndexTest, ListedFoldersAreReadOnce) {
  FileIndex index(at("shipped"));
  EXPECT_EQ(index.kind_of(at("shipped/new.zeek")), FileKind::kMissing);
  std::ofstream(root_ / "shipped/new.zeek") << "\n";
  std::ofstream(root_ / "outside/new.zeek") << "\n";
  EXPECT_EQ(index.kind_of(at("shipped/new.zeek")), FileKind::kMissing);
  EXPECT_EQ(index.kind_of(at("outside/new.zeek")), FileKind::kFile);
}

}  // namespace
}  // namespace avocet
