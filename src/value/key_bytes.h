// The bytes that stand for the key of a table element where its hash must be what it is in Zeek:
// see value/seeded_order.h. Never used to find anything.
//
//   number, time, enum   8 bytes
//   port                 8 bytes: the number, and the protocol above
//   addr                 16 bytes in network order, IPv4 mapped, aligned to 4
//   subnet               those, then the length (at most 32 for IPv4) in 4
//   string               its bytes; in front of them how many in 4, unless it is the whole key
//   pattern              two texts that end in a NUL, otherwise like strings
//   record               its fields, those that may be absent behind a flag of 1 byte
//   vector               the size in 4 bytes, then each element behind its index in 4 and a flag
//   set, table           the size in 4 bytes, then the elements
//   several              one after another
//
// Integers are little-endian and aligned to their size.
#pragma once

#include <string>

#include "value/value.h"

namespace avocet {

// `keys` are the slots of an entry, as in value/table.h.
std::string key_bytes(const TableType* type, const Value* keys);

}  // namespace avocet
