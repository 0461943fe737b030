#include "base/heap_growth.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

namespace avocet {
namespace {

// Bytes that may be written from an address on without another mapping.
uintptr_t writable_behind(const void* address) {
  auto at = std::bit_cast<uintptr_t>(address);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    uintptr_t begin = 0, end = 0;
    char dash = 0;
    std::string access;
    fields >> std::hex >> begin >> dash >> end >> access;
    if (begin <= at && at < end) return access.starts_with("rw") ? end - at : 0;
  }
  return 0;
}

TEST(HeapGrowth, HeapOfAThreadIsMadeWhole) {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  grow_heap_in_large_steps();
  uintptr_t behind = 0;
  std::thread([&behind] {
    prefer_huge_pages_for_heap(false);
    auto block = std::make_unique<char[]>(64);
    // Mappings of other advice end where the pages that can be huge begin and end.
    auto at = std::bit_cast<uintptr_t>(block.get());
    behind = writable_behind(block.get());
    for (uintptr_t more = 1; more > 0; behind += more)
      more = writable_behind(std::bit_cast<const void*>(at + behind));
  }).join();
  EXPECT_GT(behind, uintptr_t{60} << 20);
#else
  GTEST_SKIP() << "another heap than the C library's";
#endif
}

}  // namespace
}  // namespace avocet
