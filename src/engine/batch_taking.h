// What a worker does with the batches of a run: its own packets are handled, those of others let
// time pass.
#pragma once

#include "engine/metrics_server.h"
#include "engine/traffic.h"
#include "engine/worker_role.h"

namespace avocet {

// Takes all batches, one after the other, and hands over what was written meanwhile. Before each
// `metrics` are served. Once a script ended the run nothing is looked at any more, but what was
// read is taken: nobody must wait.
void take_batches(WorkerRole& role, Traffic& traffic, const RunControl& control,
                  MetricsEndpoint& metrics);

}  // namespace avocet
