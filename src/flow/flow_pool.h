// FlowPool: the memory of all flows of a table, in slabs, named by 32-bit indices.
// An index and an address stay good until release(). Index 0 is never used.
// Internal to flow/.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/large_block.h"
#include "flow/flow.h"
#include "flow/flow_detail_pool.h"

namespace avocet {

class FlowPool {
 public:
  FlowPool() = default;
  FlowPool(const FlowPool&) = delete;
  FlowPool& operator=(const FlowPool&) = delete;
  ~FlowPool();

  // A flow in its initial state.
  Flow& acquire();
  // Destroys what hangs on the flow; its index will be given out again.
  void release(Flow& flow);

  Flow& at(uint32_t index) { return slabs_[index >> kSlabBits][index & kSlabMask]; }
  size_t live() const { return live_; }
  // One past the highest index ever given out: for walks over all flows.
  uint32_t end() const { return next_fresh_; }
  // Whether the flow at `index` is in use. Precondition: 0 < index < end().
  bool is_live(uint32_t index) { return at(index).pool_index_ != 0; }

 private:
  static constexpr uint32_t kSlabBits = 8;
  static constexpr uint32_t kSlabMask = (1u << kSlabBits) - 1;

  static constexpr size_t kSlabFlows = size_t{1} << kSlabBits;
  // The first slabs are allocated one by one; who needs more gets many at once.
  static constexpr size_t kSmallSlabs = 64;
  static constexpr size_t kBlockBytes = 2 * LargeBlock::kPage;

  Flow* new_slab();

  FlowDetailPool details_;  // goes after the flows
  std::vector<Flow*> slabs_;
  std::vector<std::unique_ptr<Flow[]>> small_;  // the first of them
  std::vector<LargeBlock> blocks_;              // of the others
  size_t block_used_ = kBlockBytes;             // bytes of the last block
  std::vector<uint32_t> free_;
  uint32_t next_fresh_ = 1;
  size_t live_ = 0;
};

}  // namespace avocet
