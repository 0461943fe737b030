// How deep values are followed into when they are written as text.
#pragma once

#include <cstddef>

namespace avocet {

// Deeper containers are cut off: who writes them calls itself.
inline constexpr size_t kMaxDepth = 500;
// Record types that contain themselves by default are shown this deep only.
inline constexpr size_t kMaxFreshDepth = 8;

}  // namespace avocet
