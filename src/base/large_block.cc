#include "base/large_block.h"

#include <sys/mman.h>

#include <bit>
#include <cstdint>
#include <new>

namespace avocet {

LargeBlock::LargeBlock(size_t size) : size_((size + kPage - 1) / kPage * kPage) {
  start_ = static_cast<std::byte*>(::operator new (size_, std::align_val_t{kPage}));
  prefer_large_pages(start_, size_);
}

LargeBlock::~LargeBlock() {
  if (start_ != nullptr) ::operator delete (start_, std::align_val_t{kPage});
}

void LargeBlock::prefer_large_pages(void* start, size_t size) {
  const auto address = std::bit_cast<uintptr_t>(start);
  const uintptr_t begin = (address + kPage - 1) / kPage * kPage;
  const uintptr_t end = (address + size) / kPage * kPage;
  if (begin < end)
    static_cast<void>(madvise(std::bit_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
}

}  // namespace avocet
