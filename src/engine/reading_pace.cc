#include "engine/reading_pace.h"

#include <algorithm>

namespace avocet {

uint64_t ReadingPace::slowest() const { return *std::min_element(steps_.begin(), steps_.end()); }

bool ReadingPace::take_step(uint32_t worker) {
  std::unique_lock lock(mutex_);
  uint64_t& steps = steps_[worker];
  // Threads that took turns with every step would do little else: who waits does so for a while.
  if (steps >= slowest() + kMost) {
    awaited_ = std::min(awaited_, steps - kMost / 2);
    moved_.wait(lock, [&] { return slowest() + kMost / 2 >= steps || steps >= last_; });
  }
  if (steps >= last_) return false;
  ++steps;
  if (awaited_ != UINT64_MAX && slowest() >= awaited_) {
    awaited_ = UINT64_MAX;
    moved_.notify_all();
  }
  return true;
}

void ReadingPace::leave(uint32_t worker) {
  std::lock_guard lock(mutex_);
  steps_[worker] = UINT64_MAX - kMost;
  ++left_;
  moved_.notify_all();
  if (left_ == steps_.size()) all_left_.notify_all();
}

void ReadingPace::stop() {
  std::lock_guard lock(mutex_);
  uint64_t first = 0;
  for (uint64_t steps : steps_)
    if (steps < UINT64_MAX - kMost) first = std::max(first, steps);
  last_ = std::min(last_, first);
  moved_.notify_all();
}

void ReadingPace::note(const SourceStatistics& read) {
  std::lock_guard lock(mutex_);
  statistics_ = read;
}

SourceStatistics ReadingPace::statistics() {
  std::lock_guard lock(mutex_);
  return statistics_;
}

bool ReadingPace::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return all_left_.wait_for(lock, time, [this] { return left_ == steps_.size(); });
}

}  // namespace avocet
