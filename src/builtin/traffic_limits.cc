// The limits of what is kept of packets and connections, as options, and how often they were
// reached.

#include "analyzer/weirds.h"
#include "builtin/entries.h"
#include "flow/flow_table.h"
#include "flow/payload_budget.h"
#include "flow/pipeline.h"

namespace avocet {

namespace {

Value counters(NativeCall& call) {
  RecordResult counts(call, "Limits::TrafficCounters");
  auto* pipeline = call.machine.try_service<Pipeline>();
  auto* weirds = call.machine.try_service<Weirds>();
  auto* payload = call.machine.try_service<PayloadBudget>();
  FlowStatistics flows = pipeline ? pipeline->flows().statistics() : FlowStatistics();
  return counts.count("flows", flows.limit_hits)
      .count("reassembly", flows.reassembly_limit_hits)
      .count("reassembly_of_flow", flows.flow_reassembly_limit_hits)
      .count("fragments", pipeline ? pipeline->decoder().defragmenter().limit_hits() : 0)
      .count("tunnels", pipeline ? pipeline->tunnels_too_deep() : 0)
      .count("detection", payload ? payload->limit_hits() : 0)
      .count("weirds", weirds ? weirds->withheld() : 0)
      .take();
}

}  // namespace

void register_traffic_limits(NativeRegistry& registry) {
  registry.declare(R"(
export {
	## How many connections are kept; zero: any number. When one more comes, the one that was silent for the longest
	## time ends, with its events and hooks.
	const Limits::flows: count = 0 &redef;

	## How many bytes of TCP wait for what comes before them, over all connections; zero: any number. A connection
	## that would need more is not put together any longer. How much one connection may have waiting is in
	## :zeek:id:`tcp_excessive_data_without_further_acks` and :zeek:id:`tcp_max_above_hole_without_any_acks`.
	const Limits::reassembly: count = 1073741824 &redef;

	## How many packets wait for fragments, and how many bytes their fragments may have; the oldest is forgotten
	## first. Zero: any number.
	const Limits::fragmented_packets: count = 10000 &redef;
	const Limits::fragment_bytes: count = 67108864 &redef;

	## How many bytes are kept of all connections whose protocol is not recognised yet; zero: any number. Those that
	## began first are given up first, as if :zeek:id:`dpd_buffer_size` bytes of them had been seen.
	const Limits::detection: count = 268435456 &redef;

	## How often a limit ended connections; made connections not be put together any longer, for all of them
	## together and for one; made fragments be forgotten; was passed by tunnels in tunnels
	## (:zeek:id:`Tunnel::max_depth`); made connections be given up whose protocol was not recognised yet; and kept
	## weirds from being told (:zeek:id:`Weird::sampling_threshold` and its kin).
	type Limits::TrafficCounters: record {
		flows: count;
		reassembly: count;
		reassembly_of_flow: count;
		fragments: count;
		tunnels: count;
		detection: count;
		weirds: count;
	};
}
)");

  registry.add({R"(
## How often limits of what is kept of packets and connections were reached so far.
##
## Example: print Limits::traffic_counters()$flows;   # 0
global Limits::traffic_counters: function(): Limits::TrafficCounters;
)",
                counters, kNoEffects});
}

}  // namespace avocet
