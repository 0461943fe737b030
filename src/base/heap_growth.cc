#include "base/heap_growth.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bit>
#include <cstdint>
#include <memory>

// Sanitizers bring heaps of their own.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define AVOCET_GLIBC_HEAP 1
#endif

namespace avocet {

namespace {

constexpr uintptr_t kMegabyte = 1 << 20;
constexpr uintptr_t kHugePage = 2 * kMegabyte;

constexpr uintptr_t down_to(uintptr_t address, uintptr_t unit) { return address / unit * unit; }

}  // namespace

void grow_heap_in_large_steps() {
#ifdef AVOCET_GLIBC_HEAP
  mallopt(M_TOP_PAD, 8 * kMegabyte);
  // Setting one of the limits ends their adapting to what the program does, so all are set.
  mallopt(M_MMAP_THRESHOLD, kMegabyte);
  mallopt(M_TRIM_THRESHOLD, 64 * kMegabyte);
#endif
}

void prefer_huge_pages_for_heap() {
#ifdef AVOCET_GLIBC_HEAP
  // The first heap lies below the break; that of a thread in a piece of its own, of so many bytes
  // at a multiple of them. It is advice only: were it otherwise, nothing would be wrong.
  constexpr uintptr_t kThreadHeap = 64 * kMegabyte;
  auto probe = std::make_unique<char[]>(64 * 1024);
  auto at = std::bit_cast<uintptr_t>(probe.get());
  auto end = std::bit_cast<uintptr_t>(sbrk(0));
  uintptr_t begin = down_to(at + kHugePage - 1, kHugePage);
  if (at > end) {
    begin = down_to(at, kThreadHeap);
    end = begin + kThreadHeap;
  }
  if (begin < end) madvise(std::bit_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace avocet
