// A closer look at scripts that cannot run.
//
// What `avocet check` finds costs time that runs without a mistake are to be spared, and some of it
// Zeek accepts. So a run looks for it only where scripts have errors: they are loaded once more as
// for a check, and whoever runs a script is told the errors that whoever checks it is told.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "engine/engine.h"
#include "engine/options.h"

namespace avocet {

// Shows the errors that a check finds, and of its warnings those that are among what was `found`
// when the scripts were loaded to be run. False if it finds no error: nothing was shown then.
// `read` are the texts that were read: what came through a pipe cannot be read twice.
bool show_as_checked(const LoadOptions& options, const SourceMap& read,
                     const std::vector<Diagnostic>& found, Output& output);

}  // namespace avocet
