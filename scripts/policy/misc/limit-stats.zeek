##! Adds to `stats.log` how often limits of memory were reached since the row before, and how many weirds there were.

@load ./stats

module Stats;

redef record Stats::Info += {
	## Connections that ended because there were too many.
	limit_flows: count &log &optional;

	## Connections that were not put together any longer, because all of them or this one had too much waiting.
	limit_reassembly: count &log &optional;

	## Packets that were forgotten before all fragments were there.
	limit_fragments: count &log &optional;

	## Packets that were too deep in tunnels.
	limit_tunnels: count &log &optional;

	## Connections whose protocol was not looked for any longer, because too much was kept of all of them.
	limit_detection: count &log &optional;

	## Weirds, told or not.
	weirds: count &log &optional;

	## Those of them that were not told, because there were too many.
	limit_weirds: count &log &optional;

	## Overlaps of fragments that were not told.
	limit_overlaps: count &log &optional;

	## Segments that were forgotten before retransmissions could be compared with them.
	limit_compared: count &log &optional;

	## Places where a segment differed from what came before that were not told.
	limit_inconsistencies: count &log &optional;

	## Tunnels of IP in IP that were forgotten.
	limit_ip_tunnels: count &log &optional;

	## Announced connections that were forgotten before they came.
	limit_scheduled_analyzers: count &log &optional;

	## Times that an unknown protocol was counted together with others.
	limit_unknown_protocols: count &log &optional;
};

global last_counts: Limits::TrafficCounters;
global last_weirds = 0;

hook Stats::finish_row(rec: Stats::Info)
	{
	local now = Limits::traffic_counters();
	local weirds = get_reporter_stats()$weirds;
	rec$limit_flows = now$flows - last_counts$flows;
	rec$limit_reassembly = now$reassembly + now$reassembly_of_flow - last_counts$reassembly -
	                       last_counts$reassembly_of_flow;
	rec$limit_fragments = now$fragments - last_counts$fragments;
	rec$limit_tunnels = now$tunnels - last_counts$tunnels;
	rec$limit_detection = now$detection - last_counts$detection;
	rec$weirds = weirds - last_weirds;
	rec$limit_weirds = now$weirds - last_counts$weirds;
	rec$limit_overlaps = now$overlaps - last_counts$overlaps;
	rec$limit_compared = now$compared - last_counts$compared;
	rec$limit_inconsistencies = now$inconsistencies - last_counts$inconsistencies;
	rec$limit_ip_tunnels = now$ip_tunnels - last_counts$ip_tunnels;
	rec$limit_scheduled_analyzers = now$scheduled_analyzers - last_counts$scheduled_analyzers;
	rec$limit_unknown_protocols = now$unknown_protocols - last_counts$unknown_protocols;
	last_counts = now;
	last_weirds = weirds;
	}

event zeek_init()
	{
	last_counts = Limits::traffic_counters();
	}
