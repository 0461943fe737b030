#include "vm/slot_stack.h"

#include <sys/mman.h>

namespace avocet {

Reservation::Reservation(size_t bytes) : bytes_(bytes) {
  start_ = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                -1, 0);
  CHECK(start_ != MAP_FAILED);
}

Reservation::~Reservation() { munmap(start_, bytes_); }

}  // namespace avocet
