#include "base/heap_growth.h"

#include <malloc.h>

namespace avocet {

void grow_heap_in_large_steps() {
#ifdef __GLIBC__
  constexpr int kMegabyte = 1 << 20;
  mallopt(M_TOP_PAD, kMegabyte);
  // Setting one of the limits ends their adapting to what the program does, so all are set.
  mallopt(M_MMAP_THRESHOLD, kMegabyte);
  mallopt(M_TRIM_THRESHOLD, 64 * kMegabyte);
#endif
}

}  // namespace avocet
