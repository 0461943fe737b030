// Spelling: what a misspelt word may have been meant to be.
#pragma once

#include <string>
#include <string_view>

namespace avocet {

// How far two words are apart: insertions, deletions, replacements and swaps of neighbours; a
// different case counts as half. More than `limit` (in halves) is answered as limit + 1.
int spelling_distance(std::string_view a, std::string_view b, int limit);

// Finds the nearest spelling among what it is offered.
class Nearest {
 public:
  explicit Nearest(std::string_view wanted);
  void offer(std::string_view candidate);
  // Empty if nothing is near.
  std::string_view found() const { return best_; }
  // The shortest that goes on where the wanted word ends, or ends in it: `md5_hash` for `md5`.
  // Empty if there is none, or something is near.
  std::string_view longer() const { return best_.empty() ? longer_ : std::string_view{}; }
  // "did you mean `foo`?" or empty.
  std::string hint() const;

 private:
  std::string_view wanted_;
  std::string_view best_;
  std::string_view longer_;
  int limit_;
};

}  // namespace avocet
