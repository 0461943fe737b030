#include "base/fresh_seed.h"

#include <random>

namespace avocet {

uint64_t fresh_seed() {
  std::random_device device;
  return uint64_t(device()) << 32 | device();
}

}  // namespace avocet
