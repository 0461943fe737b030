##! What a script can learn about the engine, the script world and itself.

## Where packets come from.
type PacketSource: record {
	live: bool;
	path: string;      ##< Interface or file.
	link_type: int;
	netmask: count;
};

## Counters of a packet source.
type NetStats: record {
	pkts_recvd: count &default=0;
	pkts_dropped: count &default=0;
	pkts_link: count &default=0;
	bytes_recvd: count &default=0;
	pkts_filtered: count &optional;
};

## Counters of the flow table.
type ConnStats: record {
	total_conns: count;
	current_conns: count;
	sess_current_conns: count;
	num_packets: count;
	num_fragments: count;
	max_fragments: count;
	num_tcp_conns: count;
	max_tcp_conns: count;
	cumulative_tcp_conns: count;
	num_udp_conns: count;
	max_udp_conns: count;
	cumulative_udp_conns: count;
	num_icmp_conns: count;
	max_icmp_conns: count;
	cumulative_icmp_conns: count;
	num_packets_unprocessed: count;
	killed_by_inactivity: count;
};

## What the process used.
type ProcStats: record {
	debug: bool;
	start_time: time;
	real_time: interval;
	user_time: interval;
	system_time: interval;
	mem: count;               ##< Bytes, at most.
	minor_faults: count;
	major_faults: count;
	num_swap: count;
	blocking_input: count;
	blocking_output: count;
	num_context: count;
};

## Counters of the event queue.
type EventStats: record {
	queued: count;
	dispatched: count;
};

## Bytes waiting for what comes before them.
type ReassemblerStats: record {
	file_size: count;
	frag_size: count;
	tcp_size: count;
	unknown_size: count;
};

## Counters of a set of patterns matched at once.
type MatcherStats: record {
	matchers: count;
	nfa_states: count;
	dfa_states: count;
	computed: count;
	mem: count;
	hits: count;
	misses: count;
};

type TimerStats: record {
	current: count;
	max: count;
	cumulative: count;
};

type FileAnalysisStats: record {
	current: count;
	max: count;
	cumulative: count;
};

type DNSStats: record {
	requests: count;
	successful: count;
	failed: count;
	pending: count;
	cached_hosts: count;
	cached_addresses: count;
	cached_texts: count;
	cached_total: count;
};

## What was acknowledged, and what of it was never seen.
type GapStats: record {
	ack_events: count;
	ack_bytes: count;
	gap_events: count;
	gap_bytes: count;
};

type ThreadStats: record {
	num_threads: count;
};

type BrokerStats: record {
	num_peers: count;
	num_stores: count;
	num_pending_queries: count;
	num_events_incoming: count;
	num_events_outgoing: count;
	num_logs_incoming: count;
	num_logs_outgoing: count;
	num_ids_incoming: count;
	num_ids_outgoing: count;
};

## How many weirds there were.
type ReporterStats: record {
	weirds: count;
	weirds_by_type: table[string] of count;
};

## How often an event was handled.
type EventNameCounter: record {
	name: string &log;
	times_called: count &log;
} &log;
type EventNameStats: vector of EventNameCounter;

type var_sizes: table[string] of count;

## An attribute of a global.
type script_id_attr: record {
	name: string;
	expr: string &optional;
};
type script_id_attrs: vector of script_id_attr;

## A global as :zeek:id:`global_ids` tells of it.
type script_id: record {
	type_name: string;
	exported: bool;
	constant: bool;
	enum_constant: bool;
	option_value: bool;
	redefinable: bool;
	broker_backend: bool;
	value: any &optional;
	attributes: script_id_attrs &optional;
};
type id_table: table[string] of script_id;

## A field of a record as :zeek:id:`record_fields` tells of it.
type record_field: record {
	type_name: string;
	log: bool;
	value: any &optional;
	default_val: any &optional;
	optional: bool;
};
type record_field_table: table[string] of record_field;

## An argument of a call or an event.
type call_argument: record {
	name: string;
	type_name: string;
	default_val: any &optional;
	value: any &optional;
};
type call_argument_vector: vector of call_argument;

## One call of a call stack.
type BacktraceElement: record {
	function_name: string;
	function_args: call_argument_vector;
	file_location: string &optional;
	line_location: count &optional;
};
type Backtrace: vector of BacktraceElement;

## Asked when an assertion fails; `break` keeps the report away.
type assertion_failure: hook(cond: string, msg: string, bt: Backtrace);

## Told of every assertion; `break` keeps the report of a failed one away.
type assertion_result: hook(result: bool, cond: string, msg: string, bt: Backtrace);

type PluginComponent: record {
	name: string;
	canonical_name: string;
	tag: string;
	enabled: bool;
};
type plugin_component_vec: vector of PluginComponent;
