// Metrics of what the engine counts anyway, and of the process.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "builtin/metrics.h"
#include "vm/machine.h"

namespace avocet {

// Runs Telemetry::sync, in which scripts set their metrics, and sets those of the engine. Within
// that hook it only warns.
void bring_up_to_date(Machine& machine, Metrics& metrics);

// A family of one engine in the text format of Prometheus. Where several engines share a run, the
// lines of each have a label that tells them apart, so that those of all can stand below one head.
struct ExposedFamily {
  std::string name;
  std::string head;
  std::string lines;
};
using ExposedMetrics = std::vector<ExposedFamily>;

// All families that have metrics, brought up to date.
ExposedMetrics expose(Machine& machine, Metrics& metrics);

// The metrics of one engine or several as a page: each family once, where it comes first.
std::string prometheus_text(std::span<const ExposedMetrics> engines);

}  // namespace avocet
