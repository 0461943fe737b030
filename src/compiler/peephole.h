// The last stage: small repairs of finished code that change no meaning and move no instruction.
#pragma once

#include "bytecode/program.h"

namespace avocet {

// Leads jumps to jumps to where those end, and replaces a jump to a return by the return.
void thread_jumps(Code& code);

}  // namespace avocet
