// ExpiryPace: how often tables are looked at for elements that are due.
//
// A service of the machine: the engine sets it from table_expire_interval, table_expire_delay and
// table_incremental_step; TableExpiry keeps in it when the next look is due. Without it elements go
// the moment they fall due.
#pragma once

#include <cstddef>

namespace avocet {

struct ExpiryPace {
  double interval = 10;  // seconds between two looks at a table
  double delay = 0.01;   // seconds before a look goes on that met more than `step` elements
  size_t step = 5000;

  double next_look = 0;
  double started = 0;  // the first network time that elements were looked at
};

}  // namespace avocet
