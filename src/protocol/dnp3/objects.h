// Kinds of objects of DNP3 (IEEE 1815-2012, annex A): how many bytes each has, and what numbers
// these are. A table; kinds that are not in it cannot be stepped over.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace avocet {

struct Dnp3Kind {
  uint16_t type;  // group and variation
  // Parts, one a letter: b, h, w, t for numbers of 1, 2, 4, 6 bytes; H and W for those with a sign,
  // which scripts see as counts of 64 bits; 1 and 2 alone for objects of one and two bits, eight
  // and four of which share a byte; nothing for what has no bytes.
  std::string_view parts;
  std::string_view event;  // "counter_32wFlag": gets these numbers; empty: none
};

// By their types.
std::span<const Dnp3Kind> dnp3_kinds();
// Null if it is not among them.
const Dnp3Kind* find_dnp3_kind(uint16_t type);

}  // namespace avocet
