// BatchQueue: a bounded queue between two threads. Whoever puts waits when it is full, whoever
// takes waits when it is empty.
//
// Threads that took turns with every batch would spend more time on that than on packets: who waits
// for room is let go when half of the queue is empty, who waits for batches when several are there,
// or one that comes from a live source.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "engine/packet_batch.h"

namespace avocet {

class BatchQueue {
 public:
  void put(std::shared_ptr<PacketBatch> batch) {
    std::unique_lock lock(mutex_);
    if (batches_.size() >= kMost)
      room_.wait(lock, [this] { return batches_.size() <= kMost / 2 || is_closed_; });
    if (is_closed_) return;
    bool is_live = batch->clock.is_set();
    batches_.push_back(std::move(batch));
    if (is_live || batches_.size() >= kWorthWaking) filled_.notify_one();
  }

  // Null once it is closed and empty.
  std::shared_ptr<PacketBatch> take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !batches_.empty() || is_closed_; });
    if (batches_.empty()) return nullptr;
    std::shared_ptr<PacketBatch> batch = std::move(batches_.front());
    batches_.pop_front();
    if (batches_.size() == kMost / 2) room_.notify_one();
    return batch;
  }

  // Nothing more is put: takers get what is left, putters are let go.
  void close() {
    std::lock_guard lock(mutex_);
    is_closed_ = true;
    filled_.notify_all();
    room_.notify_all();
  }

 private:
  static constexpr size_t kMost = 16, kWorthWaking = 4;

  std::mutex mutex_;
  std::condition_variable filled_, room_;
  std::deque<std::shared_ptr<PacketBatch>> batches_;
  bool is_closed_ = false;
};

}  // namespace avocet
