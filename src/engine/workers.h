// Several engines at work on the packets of one run, each on a thread of its own.
//
// Addresses decide which worker a packet belongs to. Each worker has loaded the scripts by itself,
// handles its packets, and lets time pass with the others', so that its timers fire when they would
// in one engine. What they write is merged in the order of the packets. Files are read by the
// workers by turns; of what must be waited for one more thread reads, and hands packets out.
// Nothing but batches, queues, the merger and the log writers is shared.
#pragma once

#include "engine/engine.h"
#include "engine/options.h"

namespace avocet {

// Loads and runs. The exit status: as that of Engine::run(), 1 if the scripts have errors.
// Precondition: run.workers > 1.
int run_workers(const LoadOptions& load, const RunOptions& run, Output& output);

}  // namespace avocet
