#include "flow/flow_pool.h"

#include "base/check.h"
#include "flow/flow_detail.h"

namespace avocet {

FlowPool::~FlowPool() {
  for (size_t i = small_.size(); i < slabs_.size(); ++i) std::destroy_n(slabs_[i], kSlabFlows);
}

Flow* FlowPool::new_slab() {
  if (slabs_.size() < kSmallSlabs) {
    small_.push_back(std::make_unique<Flow[]>(kSlabFlows));
    return small_.back().get();
  }
  constexpr size_t kSlabBytes = kSlabFlows * sizeof(Flow);
  static_assert(kSlabBytes <= kBlockBytes);
  if (block_used_ + kSlabBytes > kBlockBytes) {
    blocks_.emplace_back(kBlockBytes);
    block_used_ = 0;
  }
  Flow* flows = blocks_.back().place<Flow>(block_used_);
  block_used_ += kSlabBytes;
  std::uninitialized_default_construct_n(flows, kSlabFlows);
  return flows;
}

Flow& FlowPool::acquire() {
  uint32_t index;
  if (!free_.empty()) {
    index = free_.back();
    free_.pop_back();
  } else {
    index = next_fresh_++;
    CHECK(index != 0);
    if (index >> kSlabBits == slabs_.size()) slabs_.push_back(new_slab());
  }
  Flow& flow = at(index);
  flow.pool_index_ = index;
  flow.detail_.get_deleter().pool = &details_;
  ++live_;
  return flow;
}

void FlowPool::release(Flow& flow) {
  uint32_t index = flow.pool_index_;
  DCHECK(index != 0);
  // Start over by the constructor, so that no field can be forgotten.
  std::destroy_at(&flow);
  std::construct_at(&flow);
  free_.push_back(index);
  --live_;
}

}  // namespace avocet
