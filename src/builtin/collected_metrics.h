// Metrics of what the engine counts anyway, and of the process.
#pragma once

#include "builtin/metrics.h"
#include "vm/machine.h"

namespace avocet {

// Runs Telemetry::sync, in which scripts set their metrics, and sets those of the engine. Within
// that hook it only warns.
void bring_up_to_date(Machine& machine, Metrics& metrics);

// All metrics, brought up to date, in the text format of Prometheus.
std::string prometheus_text(Machine& machine, Metrics& metrics);

}  // namespace avocet
