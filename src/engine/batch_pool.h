// BatchPool: batches to fill, used again once all workers are through with them: fresh memory for
// each would cost more than its packets.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "engine/packet_batch.h"

namespace avocet {

class BatchPool {
 public:
  // An empty batch, which comes back by itself; the pool may be gone by then.
  std::shared_ptr<PacketBatch> take() {
    std::unique_ptr<PacketBatch> batch = free_->take();
    if (!batch) {
      batch = std::make_unique<PacketBatch>();
      batch->entries.reserve(PacketBatch::kPackets);
      batch->bytes.reserve(PacketBatch::kBytes + kLargestPacket);
    }
    return {batch.release(),
            [free = free_](PacketBatch* used) { free->put(std::unique_ptr<PacketBatch>(used)); }};
  }

 private:
  static constexpr size_t kLargestPacket = 64 * 1024;

  class FreeList {
   public:
    std::unique_ptr<PacketBatch> take() {
      std::lock_guard lock(mutex_);
      if (batches_.empty()) return nullptr;
      std::unique_ptr<PacketBatch> batch = std::move(batches_.back());
      batches_.pop_back();
      return batch;
    }
    void put(std::unique_ptr<PacketBatch> batch) {
      batch->entries.clear();
      batch->bytes.clear();
      batch->ended.clear();
      batch->clock = {};
      std::lock_guard lock(mutex_);
      batches_.push_back(std::move(batch));
    }

   private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<PacketBatch>> batches_;
  };

  std::shared_ptr<FreeList> free_ = std::make_shared<FreeList>();
};

}  // namespace avocet
