// The time of what does not happen.
#pragma once

#include <limits>

namespace avocet {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

}  // namespace avocet
