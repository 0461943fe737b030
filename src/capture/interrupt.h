// Interrupt: lets one thread end another's wait for bytes. Set once, it stays so.
#pragma once

#include <atomic>

namespace avocet {

class Interrupt {
 public:
  // Throws std::system_error where the system has no descriptor for it, which is the end of a run.
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // From any thread.
  void set();
  bool is_set() const { return set_.load(std::memory_order_acquire); }

  // Waits until `descriptor` has bytes or is at its end; false: interrupted.
  bool wait_readable(int descriptor) const;
  // Readable once it is set.
  int descriptor() const { return event_; }

 private:
  int event_;
  std::atomic<bool> set_ = false;
};

}  // namespace avocet
