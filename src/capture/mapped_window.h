// MappedWindow: a part of a file as it lies in memory, so that its bytes are looked at where the
// system keeps them.
//
// When a file is cut short while it is looked at, or its disk fails, the system sends SIGBUS to
// whoever touches a page that is gone. A handler, installed with the first window, puts zeros in
// the place of such pages and notes the damage; what is no window of ours goes the way it went
// before.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/byte_reader.h"

namespace avocet {

class MappedWindow {
 public:
  // Offsets are whole multiples of that.
  static constexpr size_t kAlignment = 65536;

  // Null when the system refuses, or very many windows are open.
  static std::shared_ptr<const MappedWindow> map(int descriptor, uint64_t offset, size_t size);
  ~MappedWindow();
  MappedWindow(const MappedWindow&) = delete;
  MappedWindow& operator=(const MappedWindow&) = delete;

  ByteSpan bytes() const { return bytes_; }
  // Some of what was read here are zeros that never were in the file.
  bool is_damaged() const {
    // The handler runs in a thread that reads, in the middle of that.
    std::atomic_signal_fence(std::memory_order_seq_cst);
    return entry_.damaged.load(std::memory_order_acquire);
  }

  // What the handler of signals knows of a window.
  struct Entry {
    std::atomic<bool> taken = false;
    std::atomic<bool> damaged = false;
    std::atomic<uintptr_t> begin = UINTPTR_MAX, end = 0;
  };

  // Use map().
  MappedWindow(Entry& entry, ByteSpan bytes);

 private:
  Entry& entry_;
  ByteSpan bytes_;
};

}  // namespace avocet
