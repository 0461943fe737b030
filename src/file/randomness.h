// Randomness: how random bytes are, by the tests of John Walker's program ent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace avocet {

struct RandomnessResult {
  double entropy = 0;  // bits a byte
  double chi_square = 0;
  double mean = 0;
  double monte_carlo_pi = 0;
  double serial_correlation = 0;
};

class Randomness {
 public:
  void add(std::string_view bytes);
  RandomnessResult result() const;

 private:
  std::array<uint64_t, 256> counts_{};
  uint64_t total_ = 0;
  // Pi from points in a square: groups of six bytes are two coordinates.
  std::array<uint8_t, 6> group_{};
  size_t in_group_ = 0;
  uint64_t points_ = 0, inside_ = 0;
  // Sums for the correlation of each byte with the next.
  double first_ = 0, last_ = 0, products_ = 0, sum_ = 0, squares_ = 0;
  bool begun_ = false;
};

}  // namespace avocet
