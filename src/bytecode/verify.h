// The verifier: code that passes never makes the machine read or write outside its windows, pools
// and code.
//
// It checks structure, not types: a register that holds a table where a record is expected is a bug
// of the compiler that no check finds. Run on what the compiler made in debug builds and tests.
#pragma once

#include <string>

#include "base/result.h"
#include "bytecode/program.h"

namespace avocet {

// Failure names the instruction and what is wrong with it.
Outcome verify(const Program& program, const Code& code);

}  // namespace avocet
