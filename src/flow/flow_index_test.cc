#include "flow/flow_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace avocet {
namespace {

TEST(FlowIndex, AgreesWithAMapUnderRandomUse) {
  FlowIndex index;
  std::map<uint32_t, uint32_t> model;  // index -> hash
  std::mt19937 random(7);
  for (int step = 0; step < 200'000; ++step) {
    uint32_t entry = random() % 5000 + 1;
    if (auto found = model.find(entry); found != model.end()) {
      index.erase(found->second, entry);
      model.erase(found);
    } else {
      uint32_t hash = random() % 64;  // many collisions
      if (random() % 2 == 0) hash = random();
      index.insert(hash, entry);
      model.emplace(entry, hash);
    }
  }
  EXPECT_EQ(index.size(), model.size());
  for (auto [entry, hash] : model) {
    EXPECT_EQ(index.find(hash, [&, wanted = entry](uint32_t i) { return i == wanted; }), entry);
  }
  EXPECT_EQ(index.find(1, [](uint32_t) { return false; }), 0u);
}

// Past the size from which it lies in large pages, and through several growths there.
TEST(FlowIndex, HoldsHundredsOfThousands) {
  constexpr uint32_t kMany = 800'000;
  FlowIndex index;
  auto hash_of = [](uint32_t i) { return i * 2654435761u; };
  for (uint32_t i = 1; i <= kMany; ++i) index.insert(hash_of(i), i);
  for (uint32_t i = 1; i <= kMany; i += 2) index.erase(hash_of(i), i);
  EXPECT_EQ(index.size(), kMany / 2);
  for (uint32_t i = 1; i <= kMany; ++i) {
    uint32_t found = index.find(hash_of(i), [&](uint32_t candidate) { return candidate == i; });
    ASSERT_EQ(found, i % 2 == 0 ? i : 0);
  }
}

}  // namespace
}  // namespace avocet
