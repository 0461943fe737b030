#include "base/heap_growth.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>

#include "base/large_block.h"

// Sanitizers bring heaps of their own.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define AVOCET_GLIBC_HEAP 1
#endif

namespace avocet {

namespace {

constexpr uintptr_t kMegabyte = 1 << 20;
// The heap of a thread lies in a piece of its own, of so many bytes at a multiple of them.
constexpr uintptr_t kThreadHeap = 64 * kMegabyte;

// What a start takes with the scripts that the core needs; with the default ones it is several
// times as much, and so is what packets make them keep.
constexpr uintptr_t kSmallStart = 8 * kMegabyte;

constexpr uintptr_t down_to(uintptr_t address, uintptr_t unit) { return address / unit * unit; }

}  // namespace

void grow_heap_in_large_steps() {
#ifdef AVOCET_GLIBC_HEAP
  // What is kept free at the end of a heap when it is made, and of the first when it grows. That of
  // a thread grows page by page later on, so it has to be made whole.
  mallopt(M_TOP_PAD, kThreadHeap);
  // Setting one of the limits ends their adapting to what the program does, so all are set.
  mallopt(M_MMAP_THRESHOLD, kMegabyte);
  mallopt(M_TRIM_THRESHOLD, 2 * kThreadHeap);
#endif
}

void prefer_huge_pages_for_heap([[maybe_unused]] bool is_bare) {
#ifdef AVOCET_GLIBC_HEAP
  // The first heap lies below the break. It is advice only: were it otherwise, nothing would be
  // wrong.
  auto probe = std::make_unique<char[]>(64 * 1024);
  auto begin = std::bit_cast<uintptr_t>(probe.get());
  auto end = std::bit_cast<uintptr_t>(sbrk(0));
  if (begin > end) {
    begin = down_to(begin, kThreadHeap);
    end = begin + kThreadHeap;
  }
  if (is_bare) end = std::min(end, begin + kSmallStart);
  LargeBlock::prefer_large_pages(std::bit_cast<void*>(begin), end - begin);
#endif
}

}  // namespace avocet
