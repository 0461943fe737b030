// Counts of the system that begin anew after the largest number of 32 bits, which at a million
// packets a second is after an hour.
#pragma once

#include <cstdint>
#include <utility>

namespace avocet {

class WideCount {
 public:
  // The system's count is `told` now.
  // Precondition: it grew by less than 2^32 since the last call.
  void note(uint32_t told) { total_ += uint32_t(told - std::exchange(told_, told)); }
  uint64_t total() const { return total_; }

 private:
  uint64_t total_ = 0;
  uint32_t told_ = 0;
};

}  // namespace avocet
