#include "flow/flow_detail_pool.h"

#include <utility>

namespace avocet {

FlowDetail& FlowDetailPool::acquire() {
  return *std::construct_at(static_cast<FlowDetail*>(place()));
}

void FlowDetailPool::release(FlowDetail& detail) {
  std::destroy_at(&detail);
  void* place = &detail;
  free_ = std::construct_at(static_cast<Free*>(place), Free{free_});
}

void* FlowDetailPool::place() {
  if (free_ != nullptr) return std::exchange(free_, free_->next);
  if (left_ < sizeof(FlowDetail)) {
    if (small_.size() < kSmallBlocks) {
      small_.push_back(std::make_unique_for_overwrite<std::byte[]>(kSmallBytes));
      at_ = small_.back().get();
      left_ = kSmallBytes;
    } else {
      blocks_.emplace_back(kBlockBytes);
      at_ = blocks_.back().start();
      left_ = kBlockBytes;
    }
  }
  left_ -= sizeof(FlowDetail);
  return std::exchange(at_, at_ + sizeof(FlowDetail));
}

}  // namespace avocet
