#include "flow/flow_pool.h"

#include "base/check.h"
#include "flow/flow_detail.h"

namespace avocet {

Flow& FlowPool::acquire() {
  uint32_t index;
  if (!free_.empty()) {
    index = free_.back();
    free_.pop_back();
  } else {
    index = next_fresh_++;
    CHECK(index != 0);
    if (index >> kSlabBits == slabs_.size())
      slabs_.push_back(std::make_unique<Flow[]>(kSlabMask + 1));
  }
  Flow& flow = at(index);
  flow.pool_index_ = index;
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
