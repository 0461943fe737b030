// FlowDetailPool: the memory of the details of a pool's flows, in large pages once there are many.
// Internal to flow/.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/large_block.h"
#include "flow/flow_detail.h"

namespace avocet {

class FlowDetailPool {
 public:
  FlowDetailPool() = default;
  FlowDetailPool(const FlowDetailPool&) = delete;
  FlowDetailPool& operator=(const FlowDetailPool&) = delete;

  // In its initial state; it goes back before the pool is destroyed.
  FlowDetail& acquire();
  void release(FlowDetail& detail);

 private:
  // What lies where no detail is.
  struct Free {
    Free* next;
  };
  // The first are allocated a few at a time; who needs more gets many at once.
  static constexpr size_t kSmallBytes = 64 * sizeof(FlowDetail);
  static constexpr size_t kSmallBlocks = 64;
  static constexpr size_t kBlockBytes = 2 * LargeBlock::kPage;

  void* place();

  Free* free_ = nullptr;
  std::byte* at_ = nullptr;  // in the last block
  size_t left_ = 0;          // bytes from there on
  std::vector<std::unique_ptr<std::byte[]>> small_;
  std::vector<LargeBlock> blocks_;
};

}  // namespace avocet
