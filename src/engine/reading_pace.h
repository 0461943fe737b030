// ReadingPace: keeps workers near each other that read the same captures, each for itself.
//
// They go in equal steps. What one has written waits until all have come as far, and what of a file
// lies in memory for one of them serves the others as well: so nobody is far ahead of the slowest.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

#include "capture/source.h"

namespace avocet {

class ReadingPace {
 public:
  explicit ReadingPace(uint32_t workers) : steps_(workers, 0) {}

  // The worker wants to take its next step. Waits while it is far ahead; false: nobody takes it.
  bool take_step(uint32_t worker);
  // A worker takes no more.
  void leave(uint32_t worker);
  // All go as far as the first has come, and no further.
  void stop();

  // What was read, by the steps of one of them.
  void note(const SourceStatistics& read);
  SourceStatistics statistics();
  // Whether all workers left, within that time.
  bool wait(std::chrono::milliseconds time);

 private:
  // Steps that the fastest may be before the slowest.
  static constexpr uint64_t kMost = 32;

  uint64_t slowest() const;

  std::mutex mutex_;
  std::condition_variable moved_, all_left_;
  std::vector<uint64_t> steps_;    // that each worker has begun
  uint64_t last_ = UINT64_MAX;     // the step behind which all end
  uint64_t awaited_ = UINT64_MAX;  // who waits goes on once the slowest has come that far
  uint32_t left_ = 0;              // workers that take no more
  SourceStatistics statistics_;
};

}  // namespace avocet
