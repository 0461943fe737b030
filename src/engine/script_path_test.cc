#include "engine/script_path.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace avocet {
namespace {

class ScriptPathTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = std::filesystem::path(testing::TempDir()) / "script_path_test";
    std::filesystem::remove_all(root_);
    for (const char* file :
         {"a/one.zeek", "a/two/__load__.zeek", "b/one.zeek", "b/plain", "b/three.zeek"}) {
      std::filesystem::create_directories((root_ / file).parent_path());
      std::ofstream(root_ / file) << "\n";
    }
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  std::string at(const char* name) const { return (root_ / name).string(); }

  std::filesystem::path root_;
};

TEST_F(ScriptPathTest, FirstFolderWins) {
  ScriptPath path({at("a"), at("b")});
  EXPECT_EQ(path.find("one", "."), at("a/one.zeek"));
  EXPECT_EQ(path.find("one.zeek", "."), at("a/one.zeek"));
  EXPECT_EQ(path.find("three", "."), at("b/three.zeek"));
}

TEST_F(ScriptPathTest, FolderMeansItsLoadFile) {
  ScriptPath path({at("a")});
  EXPECT_EQ(path.find("two", "."), at("a/two/__load__.zeek"));
}

TEST_F(ScriptPathTest, ExactNameNeedsNoSuffix) {
  EXPECT_EQ(ScriptPath({at("b")}).find("plain", "."), at("b/plain"));
}

TEST_F(ScriptPathTest, RelativeNamesStartAtTheLoadingFile) {
  ScriptPath path({at("a")});
  EXPECT_EQ(path.find("./three", at("b")), at("b/three.zeek"));
  EXPECT_EQ(path.find("../b/three", at("a")), at("a/../b/three.zeek"));
  EXPECT_EQ(path.find("three", at("b")), std::nullopt);
}

TEST_F(ScriptPathTest, NearestSpelling) {
  ScriptPath path({at("a"), root_.string()});
  EXPECT_EQ(path.nearest("ones", "."), "one");
  EXPECT_EQ(path.nearest("b/thre", "."), "b/three");
  EXPECT_EQ(path.nearest("b/thre.zeek", "."), "b/three");
  EXPECT_EQ(path.nearest("./treee", at("b")), "./three");
  EXPECT_EQ(path.nearest("b/nothing", "."), "");
  EXPECT_EQ(path.nearest("a", "."), "");  // a folder that loads nothing
}

TEST_F(ScriptPathTest, AbsoluteNamesAreTakenAsTheyAre) {
  EXPECT_EQ(ScriptPath({}).find(at("a/one"), "."), at("a/one.zeek"));
}

TEST(FolderOf, Spellings) {
  EXPECT_EQ(folder_of("a/b.zeek"), "a");
  EXPECT_EQ(folder_of("b.zeek"), ".");
  EXPECT_EQ(folder_of("/b.zeek"), "/");
}

}  // namespace
}  // namespace avocet
