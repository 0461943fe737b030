// `v as T` and `v ?as T`: conversions that a script asks for.
#pragma once

#include <optional>

#include "value/value.h"

namespace avocet {

// The value of type `from` as type `to`, with a count of its own; nothing if there is no such
// conversion, or not for this value. Equal types, what `any` holds, texts of numbers, ports,
// addresses and subnets, numbers of all kinds (rounded to even), addr and subnet, sets and vectors
// of the same elements.
std::optional<Value> cast(Heap& heap, const Type* from, Value v, const Type* to);

}  // namespace avocet
