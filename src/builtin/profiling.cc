// What the engine needs, written down for people.

#include <fmt/format.h>
#include <sys/resource.h>

#include "builtin/entries.h"
#include "builtin/script_file.h"
#include "builtin/time_values.h"
#include "event/event_queue.h"
#include "event/run_control.h"
#include "event/triggers.h"
#include "file/files.h"
#include "flow/flow_table.h"
#include "flow/pipeline.h"
#include "signature/rule_set.h"

namespace avocet {

namespace {

// Lines that begin with the time.
class Report {
 public:
  explicit Report(double now) : now_(now) {}
  template <typename... Args> void line(fmt::format_string<Args...> form, Args&&... args) {
    text_ += fmt::format("{:.6f} ", now_);
    text_ += fmt::format(form, std::forward<Args>(args)...);
    text_ += '\n';
  }
  const std::string& text() const { return text_; }

 private:
  double now_;
  std::string text_;
};

void add_process(Report& report, NativeCall& call) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  double user = seconds(usage.ru_utime), system = seconds(usage.ru_stime);
  report.line("Memory: most={}K values={}K", usage.ru_maxrss, call.heap().live_bytes() / 1024);
  report.line("Run-time: user+sys={:.1f} user={:.1f} sys={:.1f}", user + system, user, system);
}

void add_traffic(Report& report, NativeCall& call) {
  auto* flows = call.machine.try_service<FlowTable>();
  auto* pipeline = call.machine.try_service<Pipeline>();
  if (!flows || !pipeline) return;
  FlowStatistics s = flows->statistics();
  report.line("Packets: {}", pipeline->packets());
  report.line("Conns: total={} current={}",
              s.tcp.cumulative + s.udp.cumulative + s.icmp.cumulative + s.other.cumulative,
              s.tcp.current + s.udp.current + s.icmp.current + s.other.current);
  report.line("Conns: tcp={}/{} udp={}/{} icmp={}/{}", s.tcp.current, s.tcp.peak, s.udp.current,
              s.udp.peak, s.icmp.current, s.icmp.peak);
  report.line("Connections expired due to inactivity: {}", s.silent);
  report.line("Total reassembler data: {}K", s.reassembly_bytes / 1024);
}

void add_scripts(Report& report, NativeCall& call) {
  if (auto* queue = call.machine.try_service<EventQueue>()) {
    report.line("Events: queued={} dispatched={}", queue->raised(), queue->handled());
    report.line("Timers: current={} max={}", queue->scheduled(), queue->most_scheduled());
    report.line("Triggers: pending={}", queue->triggers().size());
  }
  if (auto* files = call.machine.try_service<Files>())
    report.line("Files: total={} current={} max={}", files->all(), files->open(),
                files->most_open());
}

Value write_profile(NativeCall& call) {
  const Value* file = call.machine.find_global("profiling_file");
  if (!file || file->is_null()) return Value::null();
  Report report(call.network_time());
  report.line("------------------------");
  add_process(report, call);
  add_traffic(report, call);
  add_scripts(report, call);
  static_cast<ScriptFile*>(file->object)->write(report.text());
  return Value::null();
}

// The automata of the signatures, as get_matcher_stats() tells of them.
Value write_rule_statistics(NativeCall& call) {
  const auto* rules = call.machine.try_service<RuleSet>();
  RuleStatistics now = rules ? rules->statistics() : RuleStatistics{};
  Report report(call.network_time());
  report.line("computed dfa states = {}; computed trans. = {}; matchers = {}; mem = {}",
              now.automata.states, now.automata.transitions, now.matchers, now.automata.bytes);
  report.line("DFA cache hits = {}; misses = {}", now.automata.reused,
              now.automata.transitions - now.automata.reused);
  static_cast<ScriptFile*>(call.args[0].object)->write(report.text());
  return Value::of_bool(true);
}

}  // namespace

void register_profiling(NativeRegistry& registry) {
  registry.add({R"(
## Writes what the engine needs at the moment to `profiling_file`: memory, time, connections, events.
global do_profiling: function(): any;
)",
                write_profile});

  registry.add({R"(
## Writes what the automata behind the signatures have grown to to a file.
##
## Example: print dump_rule_stats(open("/dev/null"));   # T
global dump_rule_stats: function(f: file): bool;
)",
                write_rule_statistics});
}

}  // namespace avocet
