#include "engine/image_store.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

namespace avocet {
namespace {

std::string fresh_folder() {
  auto folder = std::filesystem::path(testing::TempDir()) / "image_store_test";
  std::filesystem::remove_all(folder);
  return folder.string();
}

TEST(ImageStore, FindsWhatAnotherStoreKept) {
  std::string folder = fresh_folder();
  Fingerprint key = fingerprint_of("text");
  ImageStore(folder).keep(key, "the bytes");
  ImageStore store(folder);
  auto found = store.find(key);
  ASSERT_EQ(found.size(), 9u);
  EXPECT_EQ(std::memcmp(found.data(), "the bytes", 9), 0);
  EXPECT_TRUE(store.find(fingerprint_of("other text")).empty());
}

TEST(ImageStore, AFolderThatCannotBeMadeIsNoError) {
  ImageStore store("/proc/no-such-folder");
  store.keep(fingerprint_of("text"), "bytes");
  EXPECT_TRUE(store.find(fingerprint_of("text")).empty());
}

TEST(ImageStore, WithoutAFolderNothingIsKept) {
  ImageStore store("");
  EXPECT_FALSE(store.is_enabled());
  store.keep(fingerprint_of("text"), "bytes");
  EXPECT_TRUE(store.find(fingerprint_of("text")).empty());
}

}  // namespace
}  // namespace avocet
