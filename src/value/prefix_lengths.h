// PrefixLengths: which lengths the subnets of a table have, so that the longest match takes one
// lookup for each of them and none for the others.
//
// IPv4 and IPv6 are counted apart: a table of both would otherwise be asked for the lengths of one
// with addresses of the other. Shorter subnets that hold all of IPv4 (::/0 and its like) count for
// both.
#pragma once

#include <bit>
#include <cstdint>

#include "base/ip_address.h"

namespace avocet {

class PrefixLengths {
 public:
  void add(const Prefix& prefix) {
    if (is_v4(prefix)) {
      size_t bit = mark(prefix.address().v4_bits(), prefix.length128());
      v4_marks_[bit / 64] |= uint64_t{1} << bit % 64;
    }
    if (may_hold_v4(prefix)) v4_.add(prefix.length128());
    if (!is_v4(prefix)) others_.add(prefix.length128());
  }
  // Precondition: it was added.
  void remove(const Prefix& prefix) {
    if (may_hold_v4(prefix)) v4_.remove(prefix.length128());
    if (!is_v4(prefix)) others_.remove(prefix.length128());
  }

  // Calls `found(length128)` for the lengths of subnets that may hold `prefix`, longest first,
  // until it returns false.
  template <class Found> void walk(const Prefix& prefix, Found found) const {
    (is_v4(prefix) ? v4_ : others_).walk(prefix.length128(), found);
  }

  // False: no subnet of IPv4 with that first address and length was added. Most that are asked for
  // are not there, and need not be looked up.
  bool may_have_v4(uint32_t address, int length128) const {
    size_t bit = mark(address, length128);
    return v4_marks_[bit / 64] >> bit % 64 & 1;
  }

 private:
  static constexpr int kMarkBits = 9;
  static size_t mark(uint32_t address, int length128) {
    // Multiplicative hashing (Knuth, The Art of Computer Programming 3, section 6.4).
    return (uint64_t{address} << 8 | unsigned(length128)) * 0x9E3779B97F4A7C15u >> (64 - kMarkBits);
  }

  static constexpr int kMost = 128, kV4 = 96;

  static bool is_v4(const Prefix& prefix) {
    return prefix.length128() >= kV4 && prefix.address().is_v4();
  }
  static bool may_hold_v4(const Prefix& prefix) {
    return is_v4(prefix) || (prefix.length128() < kV4 && prefix.contains(IpAddress::v4(0)));
  }

  struct Family {
    uint32_t count[kMost + 1] = {};
    uint64_t present[kMost / 64 + 1] = {};  // a bit for each length

    void add(int length) {
      if (count[length]++ == 0) present[length / 64] |= uint64_t{1} << length % 64;
    }
    void remove(int length) {
      if (--count[length] == 0) present[length / 64] &= ~(uint64_t{1} << length % 64);
    }
    template <class Found> void walk(int longest, Found found) const {
      uint64_t wanted = ~uint64_t{0} >> (63 - longest % 64);
      for (int word = longest / 64; word >= 0; --word, wanted = ~uint64_t{0}) {
        for (uint64_t left = present[word] & wanted; left != 0;) {
          int bit = 63 - std::countl_zero(left);
          if (!found(word * 64 + bit)) return;
          left ^= uint64_t{1} << bit;
        }
      }
    }
  };

  Family v4_, others_;
  uint64_t v4_marks_[(size_t{1} << kMarkBits) / 64] = {};  // stay when subnets are removed
};

}  // namespace avocet
