// MetricsExchange: where the engines that share a run tell their metrics to the one that serves
// them.
//
// Whoever serves asks, which counts a question up; each engine looks now and then whether there is
// a new one, and tells the numbers that it has then. Nobody waits for anybody, and no engine looks
// at another's metrics: what is told is text. All may be called from any thread.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "builtin/collected_metrics.h"

namespace avocet {

class MetricsExchange {
 public:
  explicit MetricsExchange(uint32_t engines) : told_(engines), metrics_(engines) {}

  // Asks all engines; the number of the question, from 1 on.
  uint64_t ask() { return asked_.fetch_add(1, std::memory_order_relaxed) + 1; }
  // The latest question, 0 for none: one load, for those who look often.
  uint64_t asked() const { return asked_.load(std::memory_order_relaxed); }

  // What an engine, from 0 on, says to all questions up to that one.
  void tell(uint32_t engine, uint64_t question, ExposedMetrics metrics) {
    std::lock_guard lock(mutex_);
    told_[engine] = question;
    metrics_[engine] = std::move(metrics);
  }
  // The same to all questions there will be.
  void leave(uint32_t engine, ExposedMetrics metrics) {
    tell(engine, UINT64_MAX, std::move(metrics));
  }

  // Whether every engine has told something about it.
  bool is_told(uint64_t question) const {
    std::lock_guard lock(mutex_);
    for (uint64_t told : told_)
      if (told < question) return false;
    return true;
  }
  // The latest that each told.
  std::string page() const {
    std::lock_guard lock(mutex_);
    return prometheus_text(metrics_);
  }

 private:
  std::atomic<uint64_t> asked_ = 0;
  mutable std::mutex mutex_;
  std::vector<uint64_t> told_;           // the questions that are answered, by engine
  std::vector<ExposedMetrics> metrics_;  // by engine
};

}  // namespace avocet
