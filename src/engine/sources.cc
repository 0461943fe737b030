#include "engine/sources.h"

#include <algorithm>
#include <filesystem>

namespace avocet {

namespace {

bool is_one_file(const std::string& a, const std::string& b) {
  namespace fs = std::filesystem;
  if (a.empty() || b.empty()) return false;
  std::error_code error;
  if (fs::exists(a, error) && !fs::is_regular_file(a, error)) return false;
  auto resolved = [&](const std::string& path) {
    return fs::weakly_canonical(fs::absolute(path, error), error);
  };
  fs::path one = resolved(a);
  return !error && one == resolved(b);
}

// Opening a file for writing empties it, and two writers write over each other.
Outcome check_outputs(const RunOptions& run, const CaptureFiles& files) {
  for (const std::string& path : {run.write_capture, run.accepted_capture})
    if (!path.empty() && files.holds(path))
      return Error{"can't write " + path + ": it is a capture that is to be read"};
  if (!run.write_capture.empty() && is_one_file(run.write_capture, run.accepted_capture))
    return Error{"can't write " + run.accepted_capture + ": -w writes the same file"};
  return {};
}

}  // namespace

bool open_sources(const RunOptions& run, const SourceOptions& options, const LoopSources& sources,
                  const Tell& tell) {
  for (const std::string& path : run.captures) {
    Outcome added = sources.files.add(path, run.filter);
    if (added) continue;
    if (!sources.files.is_interrupted()) tell(Severity::kError, added.error().message);
    return false;
  }
  if (Outcome checked = check_outputs(run, sources.files); !checked) {
    tell(Severity::kError, checked.error().message);
    return false;
  }
  for (const std::string& sentence : sources.files.skipped()) tell(Severity::kWarning, sentence);
  LiveOptions live = options.live;
  live.filter = run.filter;
  for (const std::string& interface : run.interfaces) {
    SourceResult opened = open_live_capture(interface, live);
    if (!opened) {
      tell(Severity::kError, opened.error().message);
      return false;
    }
    sources.live.push_back(std::move(opened).value());
  }
  return true;
}

LoopOptions loop_options(const RunOptions& run, const SourceOptions& options) {
  LoopOptions how;
  how.stay = options.stay;
  how.inactivity = options.inactivity;
  how.pseudo_realtime = run.pseudo_realtime;
  return how;
}

DumperOptions format_of(const LoopSources& sources) {
  if (!sources.files.empty()) return sources.files.format();
  const PacketSource& first = *sources.live.front();
  return {.link = first.link_type(),
          .link_number = first.link_number(),
          .nanoseconds = first.has_nanoseconds(),
          .snap_length = first.snap_length()};
}

DumperOptions format_of_copy(const LoopSources& sources, const SourceOptions& options) {
  DumperOptions format = format_of(sources);
  format.snap_length = options.live.snap_length;
  return format;
}

bool reads_regular_files_only(const RunOptions& run) {
  if (run.captures.empty() || !run.interfaces.empty()) return false;
  return std::all_of(run.captures.begin(), run.captures.end(), [](const auto& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
  });
}

std::optional<double> begin_time_of(const RunOptions& run, CaptureFiles& files) {
  if (!reads_regular_files_only(run)) return std::nullopt;
  std::optional<NetTime> first = files.first_time();
  return first ? first->seconds() : 0;
}

void tell_termination(const Tell& tell) { tell(Severity::kNote, "received termination signal"); }

bool tell_signal(SignalWatch& signals, const Tell& tell) {
  if (signals.signal() == 0) return false;
  tell_termination(tell);
  return true;
}

}  // namespace avocet
