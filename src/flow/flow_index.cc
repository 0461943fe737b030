#include "flow/flow_index.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace avocet {

void FlowIndex::place(Slot slot) {
  size_t at = slot.hash & mask();
  while (slots_[at].index != 0) at = (at + 1) & mask();
  slots_[at] = slot;
}

void FlowIndex::insert(uint32_t hash, uint32_t index) {
  // Two thirds: linear probing degrades quickly above.
  if ((used_ + 1) * 3 > count_ * 2) grow();
  place({hash, index});
  ++used_;
}

// The slots are empty; those before are gone, unless the caller keeps them.
void FlowIndex::allocate(size_t count) {
  count_ = count;
  size_t bytes = count * sizeof(Slot);
  if (bytes < LargeBlock::kPage) {
    small_ = std::make_unique<Slot[]>(count);
    slots_ = small_.get();
    return;
  }
  small_.reset();
  large_ = LargeBlock(bytes);
  slots_ = large_.place<Slot>(0);
  std::uninitialized_fill_n(slots_, count, Slot{});
}

void FlowIndex::grow() {
  std::unique_ptr<Slot[]> old_small = std::move(small_);
  LargeBlock old_large = std::move(large_);
  const Slot* old = slots_;
  size_t old_count = count_;
  allocate(old_count * 2);
  for (size_t i = 0; i < old_count; ++i) {
    if (old[i].index != 0) place(old[i]);
  }
}

void FlowIndex::erase(uint32_t hash, uint32_t index) {
  size_t hole = hash & mask();
  while (slots_[hole].index != index) {
    DCHECK(slots_[hole].index != 0);
    hole = (hole + 1) & mask();
  }
  // Close the hole with the next slot that may stand there: one whose home is not behind it.
  for (size_t at = (hole + 1) & mask(); slots_[at].index != 0; at = (at + 1) & mask()) {
    size_t home = slots_[at].hash & mask();
    bool may_move = ((at - home) & mask()) >= ((at - hole) & mask());
    if (!may_move) continue;
    slots_[hole] = slots_[at];
    hole = at;
  }
  slots_[hole] = {};
  --used_;
}

}  // namespace avocet
