#include "engine/shipped_names.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace avocet {
namespace {

class ShippedNamesTest : public ::testing::Test {
 protected:
  ShippedNamesTest() {
    std::filesystem::remove_all(folder_);
    write("base/tea/__load__.zeek", "@load ./main\n@load ./kinds\n");
    write("base/tea/main.zeek",
          "module Tea;\nexport { global pour: event(n: count); type Pot: record { n: count; }; }\n"
          "global hidden = 1;\nredef record cup += { tea: count &optional; };\n"
          "module GLOBAL;\nfunction BREW() { }\n");
    write("base/tea/kinds/__load__.zeek", "@load ./green");
    write("base/tea/kinds/green.zeek",
          "module Tea;\nexport { redef enum Kind += { SENCHA }; const GLOBAL::warm = T; }\n");
    write("policy/milk.zeek", "module Tea;\nexport { option milk = F; }\nredef record Pot += { "
                              "milk: bool &default=F; };\n");
    write("policy/broken.zeek", "module Tea;\nexport { global scone: }\n");
  }

  void write(const std::string& name, const char* text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "shipped_names_test";
  ShippedNames names_{folder_.string()};
};

TEST_F(ShippedNamesTest, NameTheFolderThatLoadsTheScript) {
  EXPECT_EQ(names_.script_of("Tea::pour"), "base/tea");
  EXPECT_EQ(names_.script_of("Tea::Pot"), "base/tea");
  EXPECT_EQ(names_.script_of("Tea::SENCHA"), "base/tea");
  EXPECT_EQ(names_.script_of("Tea::milk"), "policy/milk");
}

TEST_F(ShippedNamesTest, KnowWhatIsGlobal) {
  EXPECT_EQ(names_.script_of("BREW"), "base/tea");
  EXPECT_EQ(names_.script_of("warm"), "base/tea");
}

TEST_F(ShippedNamesTest, LeaveOutWhatOthersDoNotSee) {
  EXPECT_EQ(names_.script_of("Tea::hidden"), "");
  EXPECT_EQ(names_.script_of("hidden"), "");
  EXPECT_EQ(names_.script_of("Tea::scone"), "");
  EXPECT_EQ(names_.script_of("Coffee::pour"), "");
  EXPECT_EQ(names_.script_of("Tea::pou"), "");
}

TEST_F(ShippedNamesTest, FindAddedFields) {
  EXPECT_EQ(names_.script_of_field("cup", "tea"), "base/tea");
  EXPECT_EQ(names_.script_of_field("Tea::Pot", "milk"), "policy/milk");
  EXPECT_EQ(names_.script_of_field("cup", "milk"), "");
}

TEST_F(ShippedNamesTest, KnowNothingWithoutScripts) {
  EXPECT_EQ(ShippedNames("").script_of("Tea::pour"), "");
  EXPECT_EQ(ShippedNames("/nowhere/at/all").script_of("Tea::pour"), "");
}

}  // namespace
}  // namespace avocet
