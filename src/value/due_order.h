// In which order elements expire that are due at the same time: the oldest first, but those of a
// table that is iterated in another order (value/seeded_order.h) as they are iterated.
#pragma once

#include <functional>

#include "value/table.h"

namespace avocet {

// To be called before the expired ones are taken, which then come as they shall. Dates are in
// seconds, and `is_due` says yes to all up to some date.
void arrange_due(Table* t, const std::function<bool(double date)>& is_due);

}  // namespace avocet
