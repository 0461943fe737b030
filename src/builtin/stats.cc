// Counters of the engine.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "analyzer/weirds.h"
#include "builtin/entries.h"
#include "builtin/state.h"
#include "builtin/time_values.h"
#include "capture/packet_input.h"
#include "event/event_queue.h"
#include "event/run_control.h"
#include "file/files.h"
#include "flow/flow_table.h"
#include "flow/pipeline.h"

namespace avocet {

namespace {

Value event_counts(NativeCall& call) {
  VectorResult all(call);
  auto* queue = call.machine.try_service<EventQueue>();
  const auto& functions = call.program().functions;
  std::vector<FunctionId> handled;
  for (FunctionId id = 0; queue && id < functions.size(); ++id)
    if (queue->handled(id) > 0) handled.push_back(id);
  std::sort(handled.begin(), handled.end(),
            [&](FunctionId a, FunctionId b) { return functions[a].name < functions[b].name; });
  for (FunctionId id : handled) {
    RecordResult record(call, "EventNameCounter");
    record.set("name", functions[id].name).count("times_called", queue->handled(id));
    all.add(record.take());
  }
  return all.take();
}

}  // namespace

void register_stats(NativeRegistry& registry) {
  registry.add(
      {R"(
## What the process used so far.
##
## Example: print get_proc_stats()$mem > 0;   # T
global get_proc_stats: function(): ProcStats;
)",
       [](NativeCall& call) -> Value {
         rusage usage{};
         getrusage(RUSAGE_SELF, &usage);
         auto* control = call.machine.try_service<RunControl>();
         double start = control ? control->start_time : 0;
         double now = double(std::chrono::duration_cast<std::chrono::microseconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count()) /
                      1e6;
         RecordResult stats(call, "ProcStats");
         stats.flag("debug", false).real("start_time", start).real("real_time", now - start);
         stats.real("user_time", seconds(usage.ru_utime))
             .real("system_time", seconds(usage.ru_stime));
         stats.count("mem", uint64_t(usage.ru_maxrss) * 1024);
         stats.count("minor_faults", uint64_t(usage.ru_minflt))
             .count("major_faults", uint64_t(usage.ru_majflt));
         stats.count("num_swap", uint64_t(usage.ru_nswap))
             .count("blocking_input", uint64_t(usage.ru_inblock));
         stats.count("blocking_output", uint64_t(usage.ru_oublock));
         stats.count("num_context", uint64_t(usage.ru_nivcsw));
         return stats.take();
       },
       kNoEffects});

  registry.add(
      {R"(
## Packets and bytes that came in; of interfaces, also what the system saw (`pkts_link`) and lost (`pkts_dropped`).
##
## Example: print get_net_stats()$pkts_recvd;   # 0
global get_net_stats: function(): NetStats;
)",
       [](NativeCall& call) -> Value {
         auto* control = call.machine.try_service<RunControl>();
         NetCounters counters;
         if (control && control->net_counters) counters = control->net_counters();
         bool live = control && control->reading_live;
         RecordResult stats(call, "NetStats");
         stats.count("pkts_recvd", counters.received);
         stats.count("pkts_dropped", counters.dropped).count("pkts_link", live ? counters.link : 0);
         stats.count("bytes_recvd", counters.bytes);
         auto* input = call.machine.try_service<PacketInput>();
         if (input && input->installed) stats.count("pkts_filtered", input->filtered);
         return stats.take();
       },
       kNoEffects});

  registry.add({R"(
## Events raised and handled so far.
##
## Example: print get_event_stats()$queued >= get_event_stats()$dispatched;   # T
global get_event_stats: function(): EventStats;
)",
                [](NativeCall& call) -> Value {
                  auto* queue = call.machine.try_service<EventQueue>();
                  RecordResult stats(call, "EventStats");
                  stats.count("queued", queue ? queue->raised() : 0)
                      .count("dispatched", queue ? queue->handled() : 0);
                  return stats.take();
                },
                kNoEffects});

  registry.add(
      {R"(
## Connections seen so far, and those there are now.
##
## Example: print get_conn_stats()$current_conns;   # 0
global get_conn_stats: function(): ConnStats;
)",
       [](NativeCall& call) -> Value {
         state_of(call).metrics.all_protocols = true;
         auto* flows = call.machine.try_service<FlowTable>();
         FlowStatistics s = flows ? flows->statistics() : FlowStatistics();
         uint64_t total =
             s.tcp.cumulative + s.udp.cumulative + s.icmp.cumulative + s.other.cumulative;
         uint64_t current = s.tcp.current + s.udp.current + s.icmp.current + s.other.current;
         auto* pipeline = call.machine.try_service<Pipeline>();
         size_t waiting = pipeline ? pipeline->decoder().defragmenter().waiting_datagrams() : 0;
         size_t most = pipeline ? pipeline->decoder().defragmenter().most_datagrams() : 0;
         RecordResult stats(call, "ConnStats");
         stats.count("total_conns", total)
             .count("current_conns", current)
             .count("sess_current_conns", current);
         stats.count("num_packets", pipeline ? pipeline->packets() : 0)
             .count("num_fragments", waiting)
             .count("max_fragments", most);
         stats.count("num_tcp_conns", s.tcp.current).count("max_tcp_conns", s.tcp.peak);
         stats.count("cumulative_tcp_conns", s.tcp.cumulative);
         stats.count("num_udp_conns", s.udp.current).count("max_udp_conns", s.udp.peak);
         stats.count("cumulative_udp_conns", s.udp.cumulative);
         stats.count("num_icmp_conns", s.icmp.current).count("max_icmp_conns", s.icmp.peak);
         stats.count("cumulative_icmp_conns", s.icmp.cumulative);
         stats.count("num_packets_unprocessed", pipeline ? pipeline->packets_unprocessed() : 0)
             .count("killed_by_inactivity", s.silent);
         return stats.take();
       }});

  registry.add({R"(
## Bytes that wait for what comes before them.
##
## Example: print get_reassembler_stats()$tcp_size;   # 0
global get_reassembler_stats: function(): ReassemblerStats;
)",
                [](NativeCall& call) -> Value {
                  auto* flows = call.machine.try_service<FlowTable>();
                  RecordResult stats(call, "ReassemblerStats");
                  auto* pipeline = call.machine.try_service<Pipeline>();
                  stats.count("file_size", 0).count("unknown_size", 0);
                  stats.count("frag_size",
                              pipeline ? pipeline->decoder().defragmenter().waiting_bytes() : 0);
                  stats.count("tcp_size", flows ? flows->statistics().reassembly_bytes : 0);
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## Weirds so far.
##
## Example: print get_reporter_stats()$weirds >= 0;   # T
global get_reporter_stats: function(): ReporterStats;
)",
                [](NativeCall& call) -> Value {
                  auto* weirds = call.machine.try_service<Weirds>();
                  RecordResult stats(call, "ReporterStats");
                  const RecordType* type = as_record(call.named_type("ReporterStats"));
                  Table* by_type =
                      make_table(call.heap(),
                                 as_table(type->fields[size_t(type->find("weirds_by_type"))].type));
                  if (weirds)
                    for (const auto& [name, count] : weirds->by_name()) {
                      String* key = make_string(call.heap(), name);
                      put_string(call.heap(), by_type, key, Value::of_count(count));
                      release(Value::of(key));
                    }
                  stats.count("weirds", weirds ? weirds->total() : 0)
                      .set("weirds_by_type", Value::of(by_type));
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## Timers that wait, and all there were.
##
## Example: print get_timer_stats()$current;   # 0
global get_timer_stats: function(): TimerStats;
)",
                [](NativeCall& call) -> Value {
                  auto* queue = call.machine.try_service<EventQueue>();
                  uint64_t waiting = queue ? queue->scheduled() : 0;
                  RecordResult stats(call, "TimerStats");
                  stats.count("current", waiting).count("max", queue ? queue->most_scheduled() : 0);
                  stats.count("cumulative", queue ? queue->all_scheduled() : 0);
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## Files that are being read, and all there were.
##
## Example: print get_file_analysis_stats()$current;   # 0
global get_file_analysis_stats: function(): FileAnalysisStats;
)",
                [](NativeCall& call) -> Value {
                  auto* files = call.machine.try_service<Files>();
                  RecordResult stats(call, "FileAnalysisStats");
                  stats.count("current", files ? files->open() : 0);
                  stats.count("max", files ? files->most_open() : 0);
                  stats.count("cumulative", files ? files->all() : 0);
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## Threads besides the one that runs scripts.
##
## Example: print get_thread_stats()$num_threads;   # 0
global get_thread_stats: function(): ThreadStats;
)",
                [](NativeCall& call) -> Value {
                  RecordResult stats(call, "ThreadStats");
                  stats.count("num_threads", 0);
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## What peers of TCP connections acknowledged, and what of it was never seen.
##
## Example: print get_gap_stats()$gap_bytes;   # 0
global get_gap_stats: function(): GapStats;
)",
                [](NativeCall& call) -> Value {
                  auto* flows = call.machine.try_service<FlowTable>();
                  GapCounters gaps = flows ? flows->statistics().gaps : GapCounters();
                  RecordResult stats(call, "GapStats");
                  stats.count("ack_events", gaps.ack_events).count("ack_bytes", gaps.ack_bytes);
                  stats.count("gap_events", gaps.gap_events).count("gap_bytes", gaps.gap_bytes);
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## Exchange with other nodes through Broker. There is none, so everything is zero.
##
## Example: print get_broker_stats()$num_peers;   # 0
global get_broker_stats: function(): BrokerStats;
)",
                [](NativeCall& call) -> Value {
                  RecordResult stats(call, "BrokerStats");
                  for (const RecordField& field : as_record(call.result_type())->fields)
                    stats.count(field.name, 0);
                  return stats.take();
                },
                kNoEffects});

  registry.add({R"(
## How often each event was handled that was handled at all, by name.
##
## Example: print get_event_handler_stats()[0]$name;   # zeek_init
global get_event_handler_stats: function(): EventNameStats;
)",
                event_counts, kNoEffects});
}

}  // namespace avocet
