#include "base/large_block.h"

#include <sys/mman.h>

#include <new>

namespace avocet {

LargeBlock::LargeBlock(size_t size) : size_((size + kPage - 1) / kPage * kPage) {
  start_ = static_cast<std::byte*>(::operator new (size_, std::align_val_t{kPage}));
  // Only advice: it may well be refused.
  static_cast<void>(madvise(start_, size_, MADV_HUGEPAGE));
}

LargeBlock::~LargeBlock() {
  if (start_ != nullptr) ::operator delete (start_, std::align_val_t{kPage});
}

}  // namespace avocet
