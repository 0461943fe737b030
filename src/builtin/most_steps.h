// How much a builtin function may do at once.
#pragma once

#include <cstdint>

namespace avocet {

// No signal interrupts a builtin: one that would take more steps, whose number grows with the
// square of what it is given, is a run-time error instead.
inline constexpr uint64_t kMostSteps = 50'000'000;

}  // namespace avocet
