#include "flow/flow_index.h"

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
  if ((used_ + 1) * 3 > slots_.size() * 2) grow();
  place({hash, index});
  ++used_;
}

void FlowIndex::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  std::swap(old, slots_);
  for (const Slot& slot : old) {
    if (slot.index != 0) place(slot);
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
