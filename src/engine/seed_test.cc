#include "engine/seed.h"

#include <gtest/gtest.h>

#include <fstream>

namespace avocet {
namespace {

TEST(Seeds, AreLoadedAsTheyWereSaved) {
  std::string path = testing::TempDir() + "/seed_test";
  Seeds seeds = Seeds::spread(fresh_seed());
  ASSERT_TRUE(save_seeds(seeds, path));
  Result<Seeds> loaded = load_seeds(path);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->numbers, seeds.numbers);
  EXPECT_EQ(seed_of(*loaded), seed_of(seeds));
}

TEST(Seeds, AnyContentsOfAFileWillDo) {
  std::string path = testing::TempDir() + "/seed_test_text";
  std::ofstream(path) << "anything";
  Result<Seeds> loaded = load_seeds(path);
  ASSERT_TRUE(loaded);
  EXPECT_NE(loaded->numbers, Seeds{}.numbers);
}

TEST(Seeds, AFileThatCannotBeReadIsAnError) {
  auto trouble_with = [](const std::string& path) {
    Result<Seeds> loaded = load_seeds(path);
    return loaded ? std::string("none") : loaded.error().message;
  };
  EXPECT_EQ(trouble_with("/no/such/file"),
            "cannot read seeds from `/no/such/file`: No such file or directory");
  EXPECT_EQ(trouble_with("/proc/self"), "cannot read seeds from `/proc/self`: Is a directory");
  EXPECT_EQ(trouble_with("/dev/null"), "cannot read seeds from `/dev/null`: it is empty");
  EXPECT_EQ(trouble_with("/dev/zero"),
            "cannot read seeds from `/dev/zero`: it has more than 1048576 bytes");
}

TEST(Seeds, ThatCannotBeWrittenSayWhy) {
  Outcome saved = save_seeds(Seeds{}, "/no/such/file");
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().message,
            "cannot write seeds to `/no/such/file`: No such file or directory");
}

}  // namespace
}  // namespace avocet
