#include "base/arena.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace avocet {
namespace {

TEST(Arena, AlignsAndKeepsSmallAndLargeBlocks) {
  Arena arena;
  char* first = static_cast<char*>(arena.allocate(1, 1));
  *first = 'a';
  auto* aligned = static_cast<uint64_t*>(arena.allocate(8, 64));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(aligned) % 64, 0u);
  char* large = static_cast<char*>(arena.allocate(1 << 20));
  std::memset(large, 1, 1 << 20);
  char* next = static_cast<char*>(arena.allocate(1, 1));
  // The large block did not cost the rest of the small one.
  EXPECT_EQ(next - reinterpret_cast<char*>(aligned), 8);
  EXPECT_EQ(*first, 'a');
  EXPECT_GE(arena.bytes_reserved(), size_t(1) << 20);
}

TEST(Arena, RunsDestructorsInReverse) {
  std::string log;
  struct Noted {
    std::string& log;
    char name;
    ~Noted() { log += name; }
  };
  {
    Arena arena;
    arena.make<Noted>(log, 'a');
    arena.make<Noted>(log, 'b');
  }
  EXPECT_EQ(log, "ba");
}

TEST(Arena, CopiesTextWithNulAndSpans) {
  Arena arena;
  std::string text = "hello";
  std::string_view copy = arena.copy(text);
  text = "xxxxx";
  EXPECT_EQ(copy, "hello");
  EXPECT_EQ(copy.data()[5], '\0');
  EXPECT_EQ(arena.copy(std::string_view()).size(), 0u);
  std::vector<int> numbers{1, 2, 3};
  std::span<int> kept = arena.copy(numbers);
  numbers.clear();
  EXPECT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[2], 3);
}

}  // namespace
}  // namespace avocet
