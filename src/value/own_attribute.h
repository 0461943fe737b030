// Attributes of one table alone, which read variables of the body that made it.
#pragma once

#include "value/table.h"

namespace avocet {

enum class OwnAttribute : uint8_t {
  kDefaultFunction,  // a closure that makes the &default
  kDefault,          // the &default itself; precondition: the table's values are managed
  kExpireFunction,
  kChangeFunction,
  kExpireInterval,  // plain
};

// Gives a table attributes of its own, which go with it: what it has, and `value`, whose count is
// taken over if it is managed. A deep copy of the table copies it.
void own_attribute(Heap& heap, Table* t, OwnAttribute which, Value value);

}  // namespace avocet
