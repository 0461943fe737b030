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

TEST(Seeds, AMissingFileIsAnError) {
  Result<Seeds> loaded = load_seeds("/no/such/file");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message, "cannot read seeds from `/no/such/file`");
}

}  // namespace
}  // namespace avocet
