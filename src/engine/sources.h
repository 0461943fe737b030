// Opening what a run reads.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "capture/dumper.h"
#include "capture/live_source.h"
#include "engine/options.h"
#include "engine/packet_loop.h"

namespace avocet {

// What scripts say about sources.
struct SourceOptions {
  LiveOptions live;
  bool stay = false;       // exit_only_after_terminate
  NetInterval inactivity;  // packet_source_inactivity_timeout
};

using Tell = std::function<void(Severity, const std::string&)>;

// False: something could not be opened, which was told, or a signal came meanwhile.
bool open_sources(const RunOptions& run, const SourceOptions& options, const LoopSources& sources,
                  const Tell& tell);
// How packets are taken, by both.
LoopOptions loop_options(const RunOptions& run, const SourceOptions& options);
// Of a file that what is read can be written to. Precondition: there are sources.
DumperOptions format_of(const LoopSources& sources);
// The same of what -w writes, whose header says the snap length that scripts want.
DumperOptions format_of_copy(const LoopSources& sources, const SourceOptions& options);
// When the first packet of regular files was seen, or 0 if there is none; empty where something
// else is read, which may let wait for it.
std::optional<double> begin_time_of(const RunOptions& run, CaptureFiles& files);
// Whether nothing is read that bytes must be waited for.
bool reads_regular_files_only(const RunOptions& run);
// Says that the run was told to end, by a signal or by terminate().
void tell_termination(const Tell& tell);
// Whether a signal came, and tells of it.
bool tell_signal(SignalWatch& signals, const Tell& tell);

}  // namespace avocet
