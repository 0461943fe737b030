// Numbers that nobody can guess.
#pragma once

#include <cstdint>

namespace avocet {

uint64_t fresh_seed();

}  // namespace avocet
