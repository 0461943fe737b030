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
  // The shortest that it is the beginning of or short for, or the reverse: `msg` for `message`.
  // Empty if there is none, or something is near.
  std::string_view related() const {
    return !best_.empty() ? std::string_view{} : longer_.empty() ? related_ : longer_;
  }
  // Whether what is near is one slip away.
  bool is_close() const { return !best_.empty() && limit_ <= 1; }
  // "did you mean `foo`?" or empty.
  std::string hint() const;

 private:
  std::string_view wanted_;
  std::string_view best_;
  std::string_view longer_;
  std::string_view related_;
  int limit_;
};

}  // namespace avocet
