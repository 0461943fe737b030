#include "engine/seed.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(Seed, ASavedSeedIsTheOneThatIsLoaded) {
  std::string path = testing::TempDir() + "/seed_test";
  Result<uint64_t> saved = save_seed(path);
  ASSERT_TRUE(saved);
  Result<uint64_t> loaded = load_seed(path);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(*saved, *loaded);
}

TEST(Seed, AMissingFileIsAnError) {
  Result<uint64_t> loaded = load_seed("/no/such/file");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message, "cannot read a seed from `/no/such/file`");
}

}  // namespace
}  // namespace avocet
