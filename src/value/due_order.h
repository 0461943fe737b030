// In which order elements expire that are due at the same time: the oldest first, but those of a
// table that is iterated in another order (value/seeded_order.h) as they are iterated while they
// go. What the order puts in the place of one that went has its turn next.
#pragma once

#include <functional>

#include "value/table.h"

namespace avocet {

// A walk over the due elements of a table that has an order of its own.
class DueWalk {
 public:
  // Makes the next due element the one that expires next; false: there are no more. The element
  // before may be gone or not. Dates are in seconds; `is_due` says yes to all up to some date.
  // Precondition: the table has an order and expires.
  bool lead(Table* t, const std::function<bool(double date)>& is_due);

 private:
  uint32_t place_ = 0;
  uint32_t led_ = UINT32_MAX;  // the entry at that place that had its turn
};

}  // namespace avocet
