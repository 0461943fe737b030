// Seeds: what unique ids and random numbers of a run derive from.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace avocet {

// What runs without packets from a live interface start from: the same capture gives the same ids.
inline constexpr uint64_t kDefaultSeed = 0x41766f636574;

// A seed that nobody can guess.
uint64_t fresh_seed();
// The seed that a file's contents stand for, whatever they are.
Result<uint64_t> load_seed(const std::string& path);
// Writes a file that load_seed() turns into a fresh seed, and yields that seed.
Result<uint64_t> save_seed(const std::string& path);

}  // namespace avocet
