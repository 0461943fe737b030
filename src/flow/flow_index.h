// FlowIndex: from hash to pool index, open addressing with linear probing.
//
// A slot is eight bytes: 32 bits of hash, 32 bits of pool index (0: empty).
// Deletion moves later slots back, so there are no tombstones and a look-up
// costs the same after any history. Internal to flow/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/large_block.h"
#include "base/prefetch.h"

namespace avocet {

class FlowIndex {
 public:
  FlowIndex() { allocate(kInitialSlots); }

  // The first pool index with this hash for which `is_wanted(index)` holds; 0 for none.
  template <class Predicate> uint32_t find(uint32_t hash, Predicate is_wanted) const {
    for (size_t at = hash & mask(); slots_[at].index != 0; at = (at + 1) & mask()) {
      if (slots_[at].hash == hash && is_wanted(slots_[at].index)) return slots_[at].index;
    }
    return 0;
  }

  // The same without asking further.
  uint32_t first(uint32_t hash) const {
    return find(hash, [](uint32_t) { return true; });
  }
  // Asks for the slot where it begins to look.
  void fetch(uint32_t hash) const { prefetch(slots_ + (hash & mask())); }

  // Precondition: `index` is not in the table.
  void insert(uint32_t hash, uint32_t index);
  // Precondition: `index` is in the table under `hash`.
  void erase(uint32_t hash, uint32_t index);

  size_t size() const { return used_; }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t index = 0;
  };
  static constexpr size_t kInitialSlots = 1024;

  size_t mask() const { return count_ - 1; }
  void allocate(size_t count);
  void place(Slot slot);
  void grow();

  Slot* slots_ = nullptr;  // in one of both
  size_t count_ = 0;       // a power of two
  std::unique_ptr<Slot[]> small_;
  LargeBlock large_;
  size_t used_ = 0;
};

}  // namespace avocet
