#include "base/arena.h"

#include <algorithm>

namespace avocet {

namespace {
constexpr size_t kBlockSize = 64 * 1024;
}

Arena::~Arena() {
  for (auto it = cleanups_.rbegin(); it != cleanups_.rend(); ++it) it->run(it->object);
}

void* Arena::allocate_slow(size_t size, size_t align) {
  size_t block = std::max(kBlockSize, size + align);
  blocks_.push_back(std::unique_ptr<std::byte[]>(new std::byte[block]));
  reserved_ += block;
  uintptr_t begin = reinterpret_cast<uintptr_t>(blocks_.back().get());
  uintptr_t at = (begin + align - 1) & ~(uintptr_t(align) - 1);
  // A block made for one large object leaves the current block in use.
  if (block == kBlockSize || limit_ == 0) {
    next_ = at + size;
    limit_ = begin + block;
  }
  return reinterpret_cast<void*>(at);
}

std::string_view Arena::copy(std::string_view text) {
  char* to = static_cast<char*>(allocate(text.size() + 1, 1));
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  to[text.size()] = '\0';
  return {to, text.size()};
}

}  // namespace avocet
