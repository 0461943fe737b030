// `avocet --dump=...`: what a stage made of the scripts, as text on standard output.
#pragma once

#include "tool/command_line.h"
#include "tool/console.h"

namespace avocet {

// The exit status: 1 if the scripts have errors or cannot be read.
int dump(const CommandLine& line, Console& console);

}  // namespace avocet
