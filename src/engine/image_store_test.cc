#include "engine/image_store.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace avocet {
namespace {

std::string fresh_folder() {
  auto folder = std::filesystem::path(testing::TempDir()) / "image_store_test";
  std::filesystem::remove_all(folder);
  return folder.string();
}

std::string_view text_of(const KeptImage& image) {
  return {reinterpret_cast<const char*>(image.bytes.data()), image.bytes.size()};
}

TEST(ImageStore, FindsWhatAnotherStoreKept) {
  std::string folder = fresh_folder();
  Fingerprint key = fingerprint_of("text");
  ImageStore(folder).keep(key, "the bytes");
  ImageStore store(folder);
  auto found = store.find(key);
  ASSERT_TRUE(found);
  EXPECT_EQ(text_of(*found), "the bytes");
  EXPECT_TRUE(found->is_ours);
  EXPECT_FALSE(found->on_shelf);
  EXPECT_FALSE(store.find(fingerprint_of("other text")));
}

TEST(ImageStore, FindsWhatStandsOnTheShelf) {
  std::string folder = fresh_folder();
  Fingerprint shelf = fingerprint_of("shelf");
  std::vector<ImageStore::Item> items = {{fingerprint_of("one"), "first"},
                                         {fingerprint_of("two"), "the second"},
                                         {fingerprint_of("three"), ""},
                                         {fingerprint_of("one"), "first"}};
  ImageStore(folder).keep_shelf(shelf, items);
  ImageStore store(folder);
  EXPECT_FALSE(store.find(fingerprint_of("one")));
  store.open_shelf(shelf);
  for (const ImageStore::Item& item : items) {
    auto found = store.find(item.key);
    ASSERT_TRUE(found);
    EXPECT_EQ(text_of(*found), item.bytes);
    EXPECT_TRUE(found->on_shelf);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(found->bytes.data()) % 8, 0u);
  }
  EXPECT_FALSE(store.find(fingerprint_of("four")));
  store.keep_shelf(shelf, {});
  store.open_shelf(shelf);
  EXPECT_FALSE(store.find(fingerprint_of("one")));
}

TEST(ImageStore, WhatWasNotUsedForLongGoesWhenThereIsMuch) {
  std::string folder = fresh_folder();
  ImageStore store(folder);
  store.keep_shelf(fingerprint_of("shelf"), {});
  store.keep(fingerprint_of("old"), "old");
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    timespec long_ago[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
    if (file.path().extension() == ".shelf") continue;
    ASSERT_EQ(utimensat(AT_FDCWD, file.path().c_str(), long_ago, 0), 0);
  }
  Fingerprint last = fingerprint_of("last");
  for (size_t i = 0; i < ImageStore::kMostFiles + 200; ++i)
    store.keep(last = fingerprint_of("text " + std::to_string(i)), "image");
  auto count = std::distance(std::filesystem::directory_iterator(folder), {});
  EXPECT_LE(size_t(count), ImageStore::kMostFiles);
  EXPECT_GE(size_t(count), ImageStore::kMostFiles / 2);
  EXPECT_FALSE(store.find(fingerprint_of("old")));
  EXPECT_TRUE(store.find(last));
}

TEST(ImageStore, ADamagedShelfIsEmpty) {
  std::string folder = fresh_folder();
  Fingerprint shelf = fingerprint_of("shelf"), key = fingerprint_of("one");
  ImageStore(folder).keep_shelf(shelf, {{key, "first"}, {fingerprint_of("two"), "second"}});
  std::string path = std::filesystem::directory_iterator(folder)->path();
  std::ifstream in(path);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  constexpr size_t kIndexEnd = 32 + 2 * 32;
  for (size_t at = 0; at < kIndexEnd; ++at) {
    std::string damaged = bytes;
    damaged[at] ^= char(0x11);
    std::ofstream(path) << damaged;
    ImageStore store(folder);
    store.open_shelf(shelf);
    EXPECT_FALSE(store.find(key)) << at;
  }
  for (size_t size : {size_t(0), size_t(1), size_t(31), size_t(32), kIndexEnd}) {
    std::ofstream(path) << bytes.substr(0, size);
    ImageStore store(folder);
    store.open_shelf(shelf);
    EXPECT_FALSE(store.find(key)) << size;
  }
}

TEST(ImageStore, WhatOthersMayWriteIsNotOurs) {
  std::string folder = fresh_folder();
  Fingerprint key = fingerprint_of("text");
  ImageStore(folder).keep(key, "the bytes");
  std::filesystem::path path = std::filesystem::directory_iterator(folder)->path();
  std::filesystem::permissions(path, std::filesystem::perms::group_write,
                               std::filesystem::perm_options::add);
  ImageStore store(folder);
  auto found = store.find(key);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_ours);
}

TEST(ImageStore, AFolderThatCannotBeMadeIsNoError) {
  ImageStore store("/proc/no-such-folder");
  store.keep(fingerprint_of("text"), "bytes");
  EXPECT_FALSE(store.find(fingerprint_of("text")));
}

TEST(ImageStore, WithoutAFolderNothingIsKept) {
  ImageStore store("");
  EXPECT_FALSE(store.is_enabled());
  store.keep(fingerprint_of("text"), "bytes");
  EXPECT_FALSE(store.find(fingerprint_of("text")));
}

}  // namespace
}  // namespace avocet
