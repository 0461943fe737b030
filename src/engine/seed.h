// Seeds: what unique ids and random numbers of a run derive from.
#pragma once

#include <cstdint>
#include <string>

#include "base/fresh_seed.h"
#include "base/result.h"
#include "base/seeds.h"

namespace avocet {

// What runs without packets from a live interface start from: the same capture gives the same ids.
inline constexpr uint64_t kDefaultSeed = 0x41766f636574;

// What ids of flows derive from if all they have is these.
uint64_t seed_of(const Seeds& seeds);
// The 21 numbers of a file, or numbers that its contents stand for, whatever they are.
Result<Seeds> load_seeds(const std::string& path);
Outcome save_seeds(const Seeds& seeds, const std::string& path);

}  // namespace avocet
