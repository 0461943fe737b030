// Defaults of fields that need a function (`&default=network_time()`), for records that the engine
// makes. Scripts' constructors compute them at once; a record of the engine must not wait with it
// until somebody reads the field.
#pragma once

#include "value/record.h"
#include "vm/machine.h"

namespace avocet {

// Computes what no value was given for, in the order of the fields. An error is reported and leaves
// its field unset.
void compute_defaults(Machine& machine, Record* record);

}  // namespace avocet
