// BatchQueue: a bounded queue between two threads. Whoever puts waits while it is full, whoever
// takes waits while it is empty.
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
    room_.wait(lock, [this] { return batches_.size() < kMost || is_closed_; });
    if (is_closed_) return;
    batches_.push_back(std::move(batch));
    filled_.notify_one();
  }

  // Null once it is closed and empty.
  std::shared_ptr<PacketBatch> take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !batches_.empty() || is_closed_; });
    if (batches_.empty()) return nullptr;
    std::shared_ptr<PacketBatch> batch = std::move(batches_.front());
    batches_.pop_front();
    room_.notify_one();
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
  static constexpr size_t kMost = 8;

  std::mutex mutex_;
  std::condition_variable filled_, room_;
  std::deque<std::shared_ptr<PacketBatch>> batches_;
  bool is_closed_ = false;
};

}  // namespace avocet
