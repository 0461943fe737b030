#include "file/randomness.h"

#include <cmath>

namespace avocet {

void Randomness::add(std::string_view bytes) {
  constexpr double kRadius = double((uint64_t(1) << 24) - 1) * double((uint64_t(1) << 24) - 1);
  for (char c : bytes) {
    uint8_t byte = uint8_t(c);
    ++counts_[byte];
    ++total_;
    group_[in_group_++] = byte;
    if (in_group_ == 6) {
      in_group_ = 0;
      double x = group_[0] * 65536.0 + group_[1] * 256.0 + group_[2],
             y = group_[3] * 65536.0 + group_[4] * 256.0 + group_[5];
      ++points_;
      inside_ += x * x + y * y <= kRadius;
    }
    double d = byte;
    if (begun_)
      products_ += last_ * d;
    else
      first_ = d;
    begun_ = true;
    sum_ += d;
    squares_ += d * d;
    last_ = d;
  }
}

RandomnessResult Randomness::result() const {
  RandomnessResult result;
  double n = double(total_);
  for (size_t i = 0; i < 256 && total_ > 0; ++i) {
    double p = double(counts_[i]) / n, expected = n / 256, off = double(counts_[i]) - expected;
    if (p > 0) result.entropy -= p * std::log2(p);
    result.chi_square += off * off / expected;
    result.mean += double(i) * p;
  }
  if (points_ > 0) result.monte_carlo_pi = 4.0 * double(inside_) / double(points_);
  double below = n * squares_ - sum_ * sum_;
  double correlation =
      below == 0 ? -100000 : (n * (products_ + last_ * first_) - sum_ * sum_) / below;
  if (total_ > 0) result.serial_correlation = correlation;
  return result;
}

}  // namespace avocet
