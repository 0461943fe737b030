// RunControl: what scripts say about the run as a whole, and what they may ask about it.
//
// A service of the machine: natives set it, the run loop reads it after each packet.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

// Packets that came in, and, of live sources, what the system saw and lost.
struct NetCounters {
  uint64_t received = 0;
  uint64_t bytes = 0;
  uint64_t link = 0;
  uint64_t dropped = 0;
};

struct RunControl {
  bool initialised = false;  // zeek_init was handled
  // terminate(): no more packets; the run ends as at the end of a capture.
  bool terminate = false;
  bool terminated_by_script = false;  // by that very function
  // exit(status): as terminate(), and the program's exit status.
  int exit_status = 0;
  // Only the core was loaded.
  bool bare = false;
  // Without packets, events are handled in so many rounds between two looks at the clock.
  static constexpr int kRoundsWithoutPackets = 2;
  // What the packets come from.
  bool reading_live = false;
  bool reading_files = false;
  // continue_processing() and suspend_processing(): while it is positive no packet is taken.
  int suspended = 0;
  // Which of several workers this is, from 1 on; 0: there is but one engine.
  uint32_t worker = 0;
  // The wall clock when the run began, in seconds since the epoch.
  double start_time = 0;
  // Counts since the start; empty while there are no sources.
  std::function<NetCounters()> net_counters;
  // An option has another value now; empty while nobody keeps a copy of any.
  std::function<void()> options_changed;
  // Serves metrics by HTTP at an address and a port. False: it cannot, which was told.
  std::function<bool(const std::string& address, uint16_t port)> serve_metrics;
  // The file that an @load of this name loads, or "".
  std::function<std::string(std::string_view name)> find_script;
  // The words of the command line, the name of the program among them.
  std::vector<std::string> arguments;
};

}  // namespace avocet
