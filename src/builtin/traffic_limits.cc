// The limits of what is kept of packets and connections, as options, and how often they were
// reached.

#include "analyzer/packet_events.h"
#include "analyzer/protocols.h"
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
  auto* packets = call.machine.try_service<PacketEvents>();
  auto* protocols = call.machine.try_service<Protocols>();
  auto* payload = call.machine.try_service<PayloadBudget>();
  FlowStatistics flows = pipeline ? pipeline->flows().statistics() : FlowStatistics();
  return counts.count("flows", flows.limit_hits)
      .count("reassembly", flows.reassembly_limit_hits)
      .count("reassembly_of_flow", flows.flow_reassembly_limit_hits)
      .count("fragments", pipeline ? pipeline->decoder().defragmenter().limit_hits() : 0)
      .count("tunnels", pipeline ? pipeline->tunnels_too_deep() : 0)
      .count("detection", payload ? payload->limit_hits() : 0)
      .count("weirds", weirds ? weirds->withheld() : 0)
      .count("overlaps", pipeline ? pipeline->decoder().defragmenter().untold_overlaps() : 0)
      .count("compared", flows.compare_limit_hits)
      .count("inconsistencies", flows.untold_inconsistencies)
      .count("ip_tunnels", pipeline ? pipeline->tunnel_limit_hits() : 0)
      .count("scheduled_analyzers", protocols ? protocols->expected().limit_hits() : 0)
      .count("unknown_protocols", packets ? packets->counted_together() : 0)
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

	## How many segments of one side of a connection wait for what comes before them; zero: any number. With more it is
	## not put together any longer.
	const Limits::waiting_segments: count = 100000 &redef;

	## How many bytes that were delivered, but not acknowledged, are kept of all connections to compare them with what
	## is sent in their place again (:zeek:id:`rexmit_inconsistency`); zero: any number. The oldest of the connection
	## that needs more are forgotten first.
	const Limits::compared_bytes: count = 268435456 &redef;

	## How many of the places where one segment differs from what came before are told of
	## (:zeek:id:`rexmit_inconsistency`); zero: all.
	const Limits::inconsistencies: count = 16 &redef;

	## How many packets wait for fragments, and how many bytes their fragments may have; the oldest is forgotten
	## first. Zero: any number.
	const Limits::fragmented_packets: count = 10000 &redef;
	const Limits::fragment_bytes: count = 67108864 &redef;

	## How many of the ranges that one fragment overlaps are told of as weirds; zero: all.
	const Limits::fragment_overlaps: count = 16 &redef;

	## How many tunnels of IP in IP are remembered; zero: any number. The one that was silent for the longest time is
	## forgotten first, and takes another uid when it goes on.
	const Limits::ip_tunnels: count = 100000 &redef;

	## How many connections that were announced (:zeek:id:`Analyzer::schedule_analyzer`) are waited for; zero: any
	## number. The oldest is forgotten first.
	const Limits::scheduled_analyzers: count = 10000 &redef;

	## How many protocols that nothing is known of are counted, to tell of some of them
	## (:zeek:id:`UnknownProtocol::sampling_threshold` and its kin); zero: any number. Others are counted together.
	const Limits::unknown_protocols: count = 65536 &redef;

	## How many bytes are kept of all connections whose protocol is not recognised yet; zero: any number. Those that
	## began first are given up first, as if :zeek:id:`dpd_buffer_size` bytes of them had been seen.
	const Limits::detection: count = 268435456 &redef;

	## How often a limit ended connections; made connections not be put together any longer, for all of them
	## together and for one; made fragments be forgotten; was passed by tunnels in tunnels
	## (:zeek:id:`Tunnel::max_depth`); made connections be given up whose protocol was not recognised yet; kept
	## weirds from being told (:zeek:id:`Weird::sampling_threshold` and its kin), and overlaps of fragments; made
	## segments be forgotten that retransmissions are compared with; kept differences from being told; made tunnels of
	## IP in IP and announced connections be forgotten; and made unknown protocols be counted together.
	type Limits::TrafficCounters: record {
		flows: count;
		reassembly: count;
		reassembly_of_flow: count;
		fragments: count;
		tunnels: count;
		detection: count;
		weirds: count;
		overlaps: count;
		compared: count;
		inconsistencies: count;
		ip_tunnels: count;
		scheduled_analyzers: count;
		unknown_protocols: count;
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
