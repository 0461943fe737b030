#include "base/heap.h"

#include <gmock/gmock.h>

#include <cstring>
#include <set>
#include <vector>

namespace avocet {
namespace {

TEST(Heap, GivesSeparateAlignedMemoryOfEverySize) {
  Heap heap;
  struct Piece {
    unsigned char* at;
    size_t size;
  };
  std::vector<Piece> pieces;
  for (size_t size :
       {1, 15, 16, 17, 100, 2047, 2048, 2049, 3000, 20000, 21504, 21505, 70000, 1 << 20}) {
    for (int copy = 0; copy < 20; ++copy) {
      auto* at = static_cast<unsigned char*>(heap.allocate(size));
      EXPECT_EQ(reinterpret_cast<uintptr_t>(at) % 16, 0u);
      std::memset(at, static_cast<int>(pieces.size() % 251), size);
      pieces.push_back({at, size});
    }
  }
  for (size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ(pieces[i].at[0], i % 251);
    EXPECT_EQ(pieces[i].at[pieces[i].size - 1], i % 251);
    EXPECT_EQ(&Heap::of(pieces[i].at), &heap);
  }
  for (const Piece& piece : pieces) Heap::release(piece.at, piece.size);
  EXPECT_EQ(heap.live_bytes(), 0u);
}

TEST(Heap, CountsLiveBytesInSizeClasses) {
  Heap heap;
  void* small = heap.allocate(17);
  EXPECT_EQ(heap.live_bytes(), 32u);
  void* large = heap.allocate(100000);
  EXPECT_EQ(heap.live_bytes(), 100032u);
  Heap::release(small, 17);
  Heap::release(large, 100000);
  EXPECT_EQ(heap.live_bytes(), 0u);
}

TEST(Heap, UsableSizeCoversTheRequest) {
  for (size_t size = 1; size < 30000; size += 7) EXPECT_GE(Heap::usable_size(size), size);
  EXPECT_EQ(Heap::usable_size(17), 32u);
  EXPECT_EQ(Heap::usable_size(2049), 3072u);
}

TEST(Heap, TwoHeapsKnowTheirOwn) {
  Heap one;
  Heap two;
  void* first = one.allocate(40);
  void* second = two.allocate(40);
  EXPECT_EQ(&Heap::of(first), &one);
  EXPECT_EQ(&Heap::of(second), &two);
  Heap::release(first, 40);
  EXPECT_EQ(one.live_bytes(), 0u);
  EXPECT_EQ(two.live_bytes(), 48u);
}

TEST(Heap, GivesEverythingBackWhenItDies) {
  Heap heap;  // leaks nothing, or LeakSanitizer speaks up
  for (size_t size = 1; size < 100000; size = size * 3 + 1) heap.allocate(size);
}

class Witness : public Heap::Resident {
 public:
  Witness(std::vector<int>* seen, int number) : seen_(seen), number_(number) {}
  ~Witness() override { seen_->push_back(number_); }
  void orphan() override { seen_->push_back(-number_); }

 private:
  std::vector<int>* seen_;
  int number_;
};

TEST(Heap, DestroysResidentsAfterTellingAllOfThem) {
  std::vector<int> seen;
  {
    Heap heap;
    for (int i = 1; i <= 3; ++i) heap.adopt(*heap.make<Witness>(&seen, i));
  }
  ASSERT_EQ(seen.size(), 6u);
  EXPECT_THAT(std::vector<int>(seen.begin(), seen.begin() + 3),
              testing::UnorderedElementsAre(-1, -2, -3));
  EXPECT_THAT(std::vector<int>(seen.begin() + 3, seen.end()),
              testing::UnorderedElementsAre(1, 2, 3));
}

TEST(Heap, AResidentMayGoEarly) {
  std::vector<int> seen;
  {
    Heap heap;
    auto* first = heap.make<Witness>(&seen, 1);
    auto* second = heap.make<Witness>(&seen, 2);
    heap.adopt(*first);
    heap.adopt(*second);
    first->~Witness();
    Heap::release(first, sizeof(Witness));
    EXPECT_THAT(seen, testing::ElementsAre(1));
  }
  EXPECT_THAT(seen, testing::ElementsAre(1, -2, 2));
}

}  // namespace
}  // namespace avocet
