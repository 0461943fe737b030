#include "base/heap.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

namespace avocet {
namespace {

TEST(Heap, FindsItselfFromAnyObject) {
  Heap a;
  Heap b;
  for (size_t size : {size_t(0), size_t(1), size_t(16), size_t(2048), size_t(2049), size_t(21504),
                      size_t(21505), size_t(100000), size_t(5000000)}) {
    void* in_a = a.allocate(size);
    void* in_b = b.allocate(size);
    EXPECT_EQ(&Heap::of(in_a), &a) << size;
    EXPECT_EQ(&Heap::of(in_b), &b) << size;
    EXPECT_EQ(reinterpret_cast<uintptr_t>(in_a) % 16, 0u) << size;
    std::memset(in_a, 0x5a, size);
    Heap::release(in_a, size);
    Heap::release(in_b, size);
  }
  EXPECT_EQ(a.live_bytes(), 0u);
  EXPECT_EQ(b.live_bytes(), 0u);
}

TEST(Heap, KeepsObjectsApartUnderChurn) {
  Heap heap;
  std::mt19937 random(1);
  struct Piece {
    unsigned char* at;
    size_t size;
    unsigned char mark;
  };
  std::vector<Piece> pieces;
  for (int i = 0; i < 20000; ++i) {
    if (pieces.size() > 300 || (!pieces.empty() && random() % 3 == 0)) {
      size_t which = random() % pieces.size();
      Piece p = pieces[which];
      for (size_t k = 0; k < p.size; k += 97) ASSERT_EQ(p.at[k], p.mark);
      Heap::release(p.at, p.size);
      pieces[which] = pieces.back();
      pieces.pop_back();
      continue;
    }
    size_t size = 1 + (random() % 10 == 0 ? random() % 40000 : random() % 300);
    auto* at = static_cast<unsigned char*>(heap.allocate(size));
    auto mark = static_cast<unsigned char>(i);
    std::memset(at, mark, size);
    pieces.push_back({at, size, mark});
  }
  for (const Piece& p : pieces) Heap::release(p.at, p.size);
  EXPECT_EQ(heap.live_bytes(), 0u);
}

TEST(Heap, CountsWhatIsUsable) {
  Heap heap;
  void* p = heap.allocate(17);
  EXPECT_EQ(heap.live_bytes(), Heap::usable_size(17));
  EXPECT_EQ(Heap::usable_size(17), 32u);
  EXPECT_EQ(Heap::usable_size(2049), 3072u);
  EXPECT_EQ(Heap::usable_size(1 << 20), size_t(1) << 20);
  Heap::release(p, 17);
}

struct Noted : Heap::Resident {
  explicit Noted(int& count) : destroyed(count) {}
  ~Noted() override { ++destroyed; }
  void orphan() override { orphaned = true; }
  int& destroyed;
  bool orphaned = false;
};

TEST(Heap, RunsDestructorsOfResidentsThatNobodyReleased) {
  int destroyed = 0;
  {
    Heap heap;
    auto* released = heap.make<Noted>(destroyed);
    auto* left = heap.make<Noted>(destroyed);
    auto* last = heap.make<Noted>(destroyed);
    heap.adopt(*released);
    heap.adopt(*left);
    heap.adopt(*last);
    released->~Noted();
    Heap::release(released, sizeof(Noted));
    EXPECT_EQ(destroyed, 1);
  }
  EXPECT_EQ(destroyed, 3);
}

#if AVOCET_HEAP_SEPARATE
TEST(HeapDeathTest, AddressSanitizerSeesUseAfterRelease) {
  Heap heap;
  auto* at = static_cast<volatile char*>(heap.allocate(40));
  at[0] = 1;
  Heap::release(const_cast<char*>(at), 40);
  EXPECT_DEATH(at[0] = 2, "use-after-free");
}
#endif

TEST(Heap, GivesEverythingBackWhenItDies) {
  Heap heap;
  for (int i = 0; i < 1000; ++i) heap.allocate(size_t(i) * 40);  // the leak checker sees the rest
  EXPECT_GT(heap.live_bytes(), 0u);
}

}  // namespace
}  // namespace avocet
