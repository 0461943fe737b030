#include "base/arena.h"

#include <gmock/gmock.h>

#include <string>

namespace avocet {
namespace {

TEST(Arena, GivesAlignedMemoryThatKeepsItsContent) {
  Arena arena;
  std::vector<uint64_t*> made;
  for (uint64_t i = 0; i < 20000; ++i) {
    arena.allocate(i % 7 + 1, 1);
    made.push_back(arena.make<uint64_t>(i));
  }
  for (uint64_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(reinterpret_cast<uintptr_t>(made[i]) % alignof(uint64_t), 0u);
    EXPECT_EQ(*made[i], i);
  }
}

TEST(Arena, NothingIsStillSomewhere) {
  Arena arena;
  EXPECT_NE(arena.allocate(0), nullptr);
  EXPECT_NE(arena.allocate(0), nullptr);
}

TEST(Arena, CopiesTextWithANulBehindIt) {
  Arena arena;
  std::string original("a\0b", 3);
  std::string_view copy = arena.copy(original);
  original[0] = 'x';
  EXPECT_EQ(copy, std::string_view("a\0b", 3));
  EXPECT_EQ(copy.data()[3], '\0');
  EXPECT_EQ(arena.copy("").data()[0], '\0');
}

TEST(Arena, CopiesSpans) {
  Arena arena;
  std::vector<int> numbers{1, 2, 3};
  EXPECT_THAT(arena.copy(numbers), testing::ElementsAre(1, 2, 3));
  EXPECT_TRUE(arena.copy(std::vector<int>{}).empty());
}

TEST(Arena, ALargeObjectLeavesTheCurrentBlockInUse) {
  Arena arena;
  arena.allocate(16);
  size_t small = arena.bytes_reserved();
  arena.allocate(1 << 20);
  size_t both = arena.bytes_reserved();
  arena.allocate(16);
  EXPECT_EQ(arena.bytes_reserved(), both);
  EXPECT_GE(both, small + (1 << 20));
}

struct Witness {
  std::vector<int>* order;
  int number;
  ~Witness() { order->push_back(number); }
};

TEST(Arena, DestroysInReverseOrder) {
  std::vector<int> order;
  {
    Arena arena;
    for (int i = 0; i < 3; ++i) arena.make<Witness>(&order, i);
  }
  EXPECT_THAT(order, testing::ElementsAre(2, 1, 0));
}

}  // namespace
}  // namespace avocet
