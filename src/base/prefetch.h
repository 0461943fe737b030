// Asking memory for what will be needed in a while.
#pragma once

#include <cstddef>

namespace avocet {

constexpr size_t kCacheLine = 64;

// Any address is good, also one where nothing is.
[[gnu::always_inline]] inline void prefetch(const void* address) {
  __builtin_prefetch(address);
  // GCC 12 takes a function that does nothing else for one without effect, and leaves out its
  // calls.
  asm volatile("");
}

// All lines from one address to another.
[[gnu::always_inline]] inline void prefetch(const void* begin, size_t bytes) {
  const char* at = static_cast<const char*>(begin);
  for (size_t done = 0; done < bytes; done += kCacheLine) prefetch(at + done);
}

}  // namespace avocet
