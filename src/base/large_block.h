// LargeBlock: megabytes of memory in large pages, for what is reached in no order: with pages of
// the usual size the processor would look up the page anew for nearly every object, and the system
// would hand out each page by itself.
#pragma once

#include <cstddef>
#include <utility>

namespace avocet {

class LargeBlock {
 public:
  static constexpr size_t kPage = size_t{2} << 20;

  LargeBlock() = default;
  // Uninitialised; `size` is rounded up to whole pages. Without large pages it is memory like any
  // other.
  explicit LargeBlock(size_t size);
  LargeBlock(LargeBlock&& other) noexcept
      : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  LargeBlock& operator=(LargeBlock&& other) noexcept {
    std::swap(start_, other.start_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~LargeBlock();

  // Asks the system to back what lies between whole large pages from `start` on with such pages. It
  // is advice only, and may well be refused.
  static void prefer_large_pages(void* start, size_t size);

  std::byte* start() const { return start_; }
  // Where objects may be made, so many bytes behind the start.
  template <class T> T* place(size_t offset) const {
    return static_cast<T*>(static_cast<void*>(start_ + offset));
  }
  size_t size() const { return size_; }

 private:
  std::byte* start_ = nullptr;
  size_t size_ = 0;
};

}  // namespace avocet
