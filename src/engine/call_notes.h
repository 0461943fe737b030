// Notes of who called whom when something went wrong.
#pragma once

#include <span>

#include "base/diagnostic.h"
#include "bytecode/program.h"
#include "vm/machine.h"

namespace avocet {

// Adds a note for each call but the innermost, whose place is that of `to`. Calls that stand there
// many times in a row are told once.
void add_call_notes(std::span<const StackEntry> stack, const Program& program, Diagnostic& to);

}  // namespace avocet
