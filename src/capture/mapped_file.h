// MappedFile: a plain file that several readers look at, each at its own pace. What lies in memory
// for one of them is shown to the others, too: for the system to find the pages of a file costs
// more than to read the headers in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "capture/mapped_window.h"

namespace avocet {

class MappedFile {
 public:
  // Closes `descriptor` in the end.
  explicit MappedFile(int descriptor) : descriptor_(descriptor) {}
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  int descriptor() const { return descriptor_; }

  // From any thread. What one reader was shown is kept until all had it, where they are not too far
  // apart. All readers are there before the first is shown something.
  void add_reader();
  void remove_reader();
  // As MappedWindow::map(), for one of the readers, each of which wants the same in the same order.
  std::shared_ptr<const MappedWindow> window(uint64_t offset, size_t size);

 private:
  struct Known {
    uint64_t offset;
    size_t size;
    size_t takers;
    std::shared_ptr<const MappedWindow> window;
  };
  // Windows that are kept for those behind.
  static constexpr size_t kMost = 32;

  int descriptor_;
  std::mutex mutex_;
  size_t readers_ = 0;
  std::vector<Known> known_;  // that some reader did not have yet
};

}  // namespace avocet
