// Notes of who called whom when something went wrong.
#pragma once

#include <span>

#include "base/diagnostic.h"
#include "bytecode/program.h"
#include "engine/loader.h"
#include "vm/machine.h"

namespace avocet {

// Adds a note for each call but the innermost, which needs none, and the one that `told` is the
// index of, whose place is that of `to`. Calls that stand there many times in a row are told once.
void add_call_notes(std::span<const StackEntry> stack, const Program& program, Diagnostic& to,
                    size_t told = 0);

// Says where an error was: in a script of somebody's own, even if that only asked one that comes
// with the program to do something.
void place_error(std::span<const StackEntry> stack, const Program& program, const Loader& loader,
                 Diagnostic& error);

}  // namespace avocet
