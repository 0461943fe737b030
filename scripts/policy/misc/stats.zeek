##! Writes from time to time how much there was to do and how much is kept in memory.

@load base/frameworks/notice
@load base/utils/time
@load base/frameworks/telemetry

module Stats;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## How often a row is written.
	option report_interval = 5min;

	## A row of the log. "New" is what came since the row before.
	type Info: record {
		## When it was measured.
		ts: time &log;

		## Who measured.
		peer: string &log;

		## Memory in use, in megabytes.
		mem: count &log;

		## New packets, and their bytes.
		pkts_proc: count &log;
		bytes_recv: count &log;

		## Of interfaces: new packets that were dropped, that were on the link, how old the last one is by the
		## clock, and new packets that a filter left out.
		pkts_dropped: count &log &optional;
		pkts_link: count &log &optional;
		pkt_lag: interval &log &optional;
		pkts_filtered: count &log &optional;

		## New events that were handled, and that were raised.
		events_proc: count &log;
		events_queued: count &log;

		## Connections in memory.
		active_tcp_conns: count &log;
		active_udp_conns: count &log;
		active_icmp_conns: count &log;

		## New connections.
		tcp_conns: count &log;
		udp_conns: count &log;
		icmp_conns: count &log;

		## New timers, and those that run.
		timers: count &log;
		active_timers: count &log;

		## New files, and those that are being read.
		files: count &log;
		active_files: count &log;

		## New lookups of names, and those that wait for an answer.
		dns_requests: count &log;
		active_dns_requests: count &log;

		## Bytes that wait for what comes before them.
		reassem_tcp_size: count &log;
		reassem_file_size: count &log;
		reassem_frag_size: count &log;
		reassem_unknown_size: count &log;
	};

	## Raised with each row.
	global log_stats: event(rec: Info);

	## Fills what others have added to the row.
	##
	## rec: The row.
	global finish_row: hook(rec: Info);
}

# What the counts that only grow were like when the last row was written.
type Sums: record {
	packets: NetStats;
	connections: ConnStats;
	events: EventStats;
	timers: TimerStats;
	files: FileAnalysisStats;
	lookups: DNSStats;
};

function sums(): Sums
	{
	return Sums($packets=get_net_stats(), $connections=get_conn_stats(), $events=get_event_stats(),
	            $timers=get_timer_stats(), $files=get_file_analysis_stats(), $lookups=get_dns_stats());
	}

function row(now: Sums, before: Sums): Info
	{
	local waiting = get_reassembler_stats();
	local conns = now$connections;
	local conns_before = before$connections;

	local rec = Info($ts=network_time(), $peer=Telemetry::__peer(), $mem=get_proc_stats()$mem / 1048576,
	                 $pkts_proc=now$packets$pkts_recvd - before$packets$pkts_recvd,
	                 $bytes_recv=now$packets$bytes_recvd - before$packets$bytes_recvd,
	                 $events_proc=now$events$dispatched - before$events$dispatched,
	                 $events_queued=now$events$queued - before$events$queued,
	                 $active_tcp_conns=conns$num_tcp_conns, $active_udp_conns=conns$num_udp_conns,
	                 $active_icmp_conns=conns$num_icmp_conns,
	                 $tcp_conns=conns$cumulative_tcp_conns - conns_before$cumulative_tcp_conns,
	                 $udp_conns=conns$cumulative_udp_conns - conns_before$cumulative_udp_conns,
	                 $icmp_conns=conns$cumulative_icmp_conns - conns_before$cumulative_icmp_conns,
	                 $timers=now$timers$cumulative - before$timers$cumulative,
	                 $active_timers=now$timers$current, $files=now$files$cumulative - before$files$cumulative,
	                 $active_files=now$files$current,
	                 $dns_requests=now$lookups$requests - before$lookups$requests,
	                 $active_dns_requests=now$lookups$pending, $reassem_tcp_size=waiting$tcp_size,
	                 $reassem_file_size=waiting$file_size, $reassem_frag_size=waiting$frag_size,
	                 $reassem_unknown_size=waiting$unknown_size);

	if ( reading_live_traffic() )
		{
		rec$pkt_lag = current_time() - network_time();
		rec$pkts_dropped = now$packets$pkts_dropped - before$packets$pkts_dropped;
		rec$pkts_link = now$packets$pkts_link - before$packets$pkts_link;

		if ( now$packets?$pkts_filtered && before$packets?$pkts_filtered )
			rec$pkts_filtered = now$packets$pkts_filtered - before$packets$pkts_filtered;
		}

	hook finish_row(rec);
	return rec;
	}

event Stats::measure(before: Sums)
	{
	# At the end of a run timers come early.
	if ( zeek_is_terminating() )
		return;

	local now = sums();
	Log::write(LOG, row(now, before));
	schedule report_interval { Stats::measure(now) };
	}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_stats, $path="stats", $policy=log_policy));
	}

event network_time_init()
	{
	schedule report_interval { Stats::measure(sums()) };
	}

# The same as metrics, for those who collect them.
global bytes_received = Telemetry::register_counter_family(Telemetry::MetricOpts($prefix="zeek", $name="net_received",
	$unit="bytes", $help_text="Bytes that came in"));
global packets_received = Telemetry::register_counter_family(Telemetry::MetricOpts($prefix="zeek", $name="net_received",
	$unit="packets", $help_text="Packets that came in"));
global packets_dropped = Telemetry::register_counter_family(Telemetry::MetricOpts($prefix="zeek", $name="net_dropped",
	$unit="packets", $help_text="Packets that were lost"));
global packets_on_link = Telemetry::register_counter_family(Telemetry::MetricOpts($prefix="zeek", $name="net_link",
	$unit="packets", $help_text="Packets on the link"));
global time_of_packet = Telemetry::register_gauge_family(Telemetry::MetricOpts($prefix="zeek", $name="net_timestamp",
	$unit="seconds", $help_text="The time of the last packet"));
global behind_clock = Telemetry::register_gauge_family(Telemetry::MetricOpts($prefix="zeek", $name="net_lag",
	$unit="seconds", $help_text="How far that is behind the clock"));

hook Telemetry::sync()
	{
	local net = get_net_stats();
	Telemetry::counter_family_set(bytes_received, vector(), net$bytes_recvd);
	Telemetry::counter_family_set(packets_received, vector(), net$pkts_recvd);
	Telemetry::gauge_family_set(time_of_packet, vector(), time_to_double(network_time()));

	if ( ! reading_live_traffic() )
		return;

	Telemetry::counter_family_set(packets_dropped, vector(), net$pkts_dropped);
	Telemetry::counter_family_set(packets_on_link, vector(), net$pkts_link);
	Telemetry::gauge_family_set(behind_clock, vector(), interval_to_double(current_time() - network_time()));
	}
