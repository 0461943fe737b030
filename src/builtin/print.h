// What the statement `print` does: its values go to standard output, to the file that is its first
// value, or to the log that Log::print_to_log asks for.
#pragma once

#include "vm/native.h"

namespace avocet {

// For Machine::set_print().
Value print_values(NativeCall& call);

}  // namespace avocet
