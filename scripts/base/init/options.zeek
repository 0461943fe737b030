##! What can be tuned about packets, connections and the engine as a whole.
##!
##! Names and defaults are those that users of the language know. An option that stands for
##! something this engine does otherwise is kept, so that scripts which set it still load.

# ---- The run ----------------------------------------------------------------------------------

## Arguments behind the scripts on the command line.
const zeek_script_args: vector of string = vector();

## The BPF filter given on the command line.
const cmd_line_bpf_filter = "" &redef;

## How this process calls itself.
const peer_description = "zeek" &redef;

## Goes on when all input is read, until a script or a signal ends the run.
const exit_only_after_terminate = F &redef;

## Where packets are written to, as given on the command line.
const trace_output_file = "";

## Writes every packet to that file, not just those that were looked at.
const record_all_packets = F &redef;

## The seed of every hash that shows in output; empty: one is made up for each run.
const global_hash_seed: string = "" &redef;

## Bits of randomness in the identifiers of connections and files.
const bits_per_uid: count = 96 &redef;

## Goes into digests that must not be guessed by others.
const digest_salt = "Please change this value." &redef;

## Set by the test suite.
const running_under_test: bool = F &redef;

## The time of day that rotation intervals are counted from.
const log_rotate_base_time = "0:00" &redef;

## Longest string that :zeek:id:`find_all` and its kin look into, unless told otherwise.
const max_find_all_string_length: int = 10000 &redef;

## How long a silent packet source keeps network time from following the clock.
const packet_source_inactivity_timeout = 100msec &redef;

## Whether network time may follow the clock while no packets come.
const allow_network_time_forward = T &redef;

const io_poll_interval_default = 100 &redef;
const io_poll_interval_live = 10 &redef;
const watchdog_interval = 10 sec &redef;

## How many timers may run after one packet.
const max_timer_expires = 300 &redef;

# ---- Containers -------------------------------------------------------------------------------

## How often expired elements are looked for.
const table_expire_interval = 10 secs &redef;

## How many elements are looked at in a row.
const table_incremental_step = 5000 &redef;

## How long to wait between two such rows.
const table_expire_delay = 0.01 secs &redef;

# ---- Packets ----------------------------------------------------------------------------------

## Takes packets with wrong checksums for good.
const ignore_checksums = F &redef;

## Takes packets from these networks for good whatever their checksums say.
option ignore_checksums_nets: set[subnet] = set();

## How long the fragments of a packet are waited for; 0 secs: for ever.
const frag_timeout = 5 min &redef;

## Whether packets that no filter selects are dropped by the install_..._filter functions.
const packet_filter_default = F &redef;

## Filters by name: a packet is captured if any of them selects it.
global capture_filters: table[string] of string &redef;

## Filters by name: a packet is captured only if all of them select it.
global restrict_filters: table[string] of string &redef;

# ---- TCP --------------------------------------------------------------------------------------

## Takes up connections whose begin was not seen.
const partial_connection_ok = T &redef;

## Takes a SYN with an ACK, without a SYN before it, for the begin of a connection.
const tcp_SYN_ack_ok = T &redef;

## Lets signatures see what was buffered when a connection ends.
const tcp_match_undelivered = T &redef;

## How long after the SYN to look whether the connection was set up.
const tcp_SYN_timeout = 5 secs &redef;

## How long after that to look whether it is still incomplete.
const tcp_session_timer = 6 secs &redef;

## How long a closed connection stays for late packets.
const tcp_connection_linger = 5 secs &redef;

## How long to wait for an answer before a connection counts as an attempt.
const tcp_attempt_delay = 5 secs &redef;

## How long after a regular close a connection is removed.
const tcp_close_delay = 5 secs &redef;

## How long after a reset a connection is removed.
const tcp_reset_delay = 5 secs &redef;

## How long to wait for the other side before a connection counts as half closed.
const tcp_partial_close_delay = 3 secs &redef;

## How long connections are kept that nobody looks into; 0 secs: as long as others.
const non_analyzed_lifetime = 0 secs &redef;

## How long connections may be idle; 0 secs: for ever.
const tcp_inactivity_timeout = 5 min &redef;
const udp_inactivity_timeout = 1 min &redef;
const icmp_inactivity_timeout = 1 min &redef;
const unknown_ip_inactivity_timeout = 1 min &redef;

## How many FINs or RSTs in a row, each within the given time, are a storm.
const tcp_storm_thresh = 1000 &redef;
const tcp_storm_interarrival_thresh = 1 sec &redef;

## Bytes that a side may send before the other is heard at all, without being taken for a partial view.
const tcp_max_initial_window = 16384 &redef;

## Bytes buffered above a hole on a connection without any ACKs.
const tcp_max_above_hole_without_any_acks = 16384 &redef;

## Bytes buffered without further ACKs before reassembly is given up.
const tcp_excessive_data_without_further_acks = 10 * 1024 * 1024 &redef;

## Segments kept after delivery to notice retransmissions with other contents.
const tcp_max_old_segments = 0 &redef;

## Ports whose TCP streams are handed to :zeek:id:`tcp_contents`, by direction.
const tcp_content_delivery_ports_orig: table[port] of bool = {} &redef;
const tcp_content_delivery_ports_resp: table[port] of bool = {} &redef;
const tcp_content_deliver_all_orig = F &redef;
const tcp_content_deliver_all_resp = F &redef;

## Keep-alive segments do not count as retransmissions.
const ignore_keep_alive_rexmit = F &redef;

## The capture holds only control packets: do not complain about gaps.
const detect_filtered_trace = F &redef;

## Reports gaps of connections whose begin was not seen.
const report_gaps_for_partial = F &redef;

## Ports whose owner is likely the responder, whoever was seen first.
const likely_server_ports: set[port] = {
	2123/udp, 2152/udp,  # GTPv1
	3544/udp,            # Teredo
	4754/udp,            # GRE in UDP
	4789/udp,            # VXLAN
	5072/udp,            # AYIYA
	6081/udp,            # Geneve
} &redef;

# ---- UDP and the rest -------------------------------------------------------------------------

## Ports whose datagrams are handed to :zeek:id:`udp_contents`, by direction.
const udp_content_delivery_ports_orig: table[port] of bool = {} &redef;
const udp_content_delivery_ports_resp: table[port] of bool = {} &redef;

## Ports whose datagrams are handed over in both directions.
option udp_content_ports: set[port] = {};

## Looks at the responder's port alone, for both directions.
option udp_content_delivery_ports_use_resp = F;
const udp_content_deliver_all_orig = F &redef;
const udp_content_deliver_all_resp = F &redef;

## Counts packets and bytes of each connection.
const use_conn_size_analyzer = T &redef;

const dns_session_timeout = 10 sec &redef;
const rpc_timeout = 24 sec &redef;
const rpc_max_pending_calls = 1000 &redef;
const netbios_ssn_session_timeout: interval = 15 sec &redef;

# ---- Protocol detection -----------------------------------------------------------------------

const dpd_reassemble_first_packets = T &redef;

## Bytes of a connection that are kept until its protocol is known.
const dpd_buffer_size = 1024 &redef;

## Packets of a connection that are kept until its protocol is known.
const dpd_max_packets = 100 &redef;
const dpd_match_only_beginning = T &redef;
const dpd_late_match_stop = F &redef;

## Goes by content alone, never by port.
const dpd_ignore_ports = F &redef;
const sig_max_group_size = 50 &redef;

## Violations of one analyzer on one connection that are still reported.
const max_analyzer_violations = 1000 &redef;

# ---- Looking at the engine --------------------------------------------------------------------

## Modes of timing packets.
type pkt_profile_modes: enum {
	PKT_PROFILE_MODE_NONE,
	PKT_PROFILE_MODE_SECS,
	PKT_PROFILE_MODE_PKTS,
	PKT_PROFILE_MODE_BYTES,
};
const pkt_profile_mode = PKT_PROFILE_MODE_NONE &redef;
const pkt_profile_freq = 0.0 &redef;
const profiling_interval = 0 secs &redef;
const expensive_profiling_multiple = 0 &redef;
global profiling_file: file &redef;
global pkt_profile_file: file &redef;

## Where the databases of addresses lie; empty: look into the folders below.
const mmdb_dir: string = "" &redef;
const mmdb_city_db: string = "GeoLite2-City.mmdb" &redef;
const mmdb_country_db: string = "GeoLite2-Country.mmdb" &redef;
const mmdb_asn_db: string = "GeoLite2-ASN.mmdb" &redef;
const mmdb_dir_fallbacks: vector of string = vector(
	"/usr/share/GeoIP",
	"/var/lib/GeoIP",
	"/usr/local/share/GeoIP",
	"/usr/local/var/GeoIP",
) &redef;
const mmdb_stale_check_interval: interval = 5min &redef;

# ---- By module --------------------------------------------------------------------------------

module EventMetadata;

export {
	## Gives every event the time it was raised at.
	const add_network_timestamp: bool = F &redef;

	## Gives events from elsewhere the time they arrived, if they carry none.
	const add_missing_remote_network_timestamp: bool = F &redef;
}

module ConnKey;

export {
	## What connections are told apart by; link layers add their own.
	type Tag: enum {
		CONNKEY_FIVETUPLE,
		CONNKEY_VLAN_FIVETUPLE,
	};

	## The one in use.
	const factory = ConnKey::CONNKEY_FIVETUPLE &redef;
}

module Tunnel;

export {
	## Reports of changes of encapsulation, for one connection.
	const max_changes_per_connection: count = 5 &redef;

	## Layers of encapsulation that are followed.
	const max_depth: count = 4 &redef;
	const delay_teredo_confirmation = T &redef;
	const delay_gtp_confirmation = F &redef;

	## How long an IP tunnel may be idle.
	const ip_tunnel_timeout = 24hrs &redef;
	const validate_vxlan_checksums = T &redef;
}

module Reporter;

export {
	## Which messages also go to standard error.
	const info_to_stderr = T &redef;
	const warnings_to_stderr = T &redef;
	const errors_to_stderr = T &redef;
}

module Threading;

export {
	## How often threads of writers and readers are looked after.
	const heartbeat_interval = 1.0 secs &redef;
}

module Pcap;

export {
	## Bytes of each packet that are captured.
	const snaplen = 9216 &redef;

	## Buffer of a live source, in megabytes.
	const bufsize = 128 &redef;

	## Buffer of a capture file, in bytes.
	const bufsize_offline_bytes = 128 * 1024 &redef;
	const non_fd_timeout = 20usec &redef;

	## A network interface.
	type Interface: record {
		name: string;
		description: string &optional;
		addrs: set[addr];
		is_loopback: bool;
		is_up: bool &optional;
		is_running: bool &optional;
	};
	type Interfaces: set[Pcap::Interface];

	## How setting a filter went.
	type filter_state: enum {
		ok,
		fatal,
		warning
	};
}

module Weird;

export {
	## Weirds that are always reported.
	option sampling_whitelist: set[string] = {};

	## Weirds counted over all connections, not for each one.
	option sampling_global_list: set[string] = {};

	## Reported in full up to this number ...
	option sampling_threshold: count = 25;

	## ... then one in so many; 0: none ...
	option sampling_rate: count = 1000;

	## ... until so much time has passed.
	option sampling_duration = 10min;
}

module UnknownProtocol;

export {
	const sampling_threshold: count = 3 &redef;
	const sampling_rate: count = 100000 &redef;
	const sampling_duration = 1hr &redef;
	const first_bytes_count = 10 &redef;
}

module ConnThreshold;

export {
	## Packet counts of a connection at which an event is raised.
	const generic_packet_thresholds: set[count] = {} &redef;
}

module Log;

export {
	## How often buffered rows go out.
	const flush_interval = 1.0sec &redef;

	## Rows that are buffered for a writer.
	const write_buffer_size = 1000 &redef;

	## The longest row, in bytes; longer ones are not written.
	const max_log_record_size = 1024*1024*64 &redef;

	## Limits of one field and of all fields of a row together: bytes of strings, elements of
	## containers. 0 means no limit. What is beyond is cut off.
	const default_max_field_string_bytes = 4096 &redef;
	const default_max_field_container_elements = 100 &redef;
	const default_max_total_string_bytes = 256000 &redef;
	const default_max_total_container_elements = 500 &redef;
}
