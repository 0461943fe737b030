##! Connections, files and analyzers as scripts see them.

## More that tells connections apart; link layers that have it add fields.
type conn_id_ctx: record { };

## What tells one connection from the others.
type conn_id: record {
	orig_h: addr &log;  ##< The host that began.
	orig_p: port &log;
	resp_h: addr &log;
	resp_p: port &log;
	proto: count &default=65535;                    ##< IP protocol number; 65535 if not known.
	ctx: conn_id_ctx &log &default=conn_id_ctx();
};

## Source and destination of packets, without a notion of who began.
type flow_id: record {
	src_h: addr;
	src_p: port;
	dst_h: addr;
	dst_p: port;
} &log;

const TCP_INACTIVE = 0;      ##< Nothing seen.
const TCP_SYN_SENT = 1;      ##< A SYN.
const TCP_SYN_ACK_SENT = 2;  ##< A SYN with an ACK.
const TCP_PARTIAL = 3;       ##< Data without a SYN before it.
const TCP_ESTABLISHED = 4;   ##< The handshake is complete.
const TCP_CLOSED = 5;        ##< Closed by a FIN.
const TCP_RESET = 6;         ##< Ended by a RST.

const UDP_INACTIVE = 0;  ##< Nothing seen.
const UDP_ACTIVE = 1;    ##< At least one packet.

const ENDIAN_UNKNOWN = 0;
const ENDIAN_LITTLE = 1;
const ENDIAN_BIG = 2;
const ENDIAN_CONFUSED = 3;

const CONTENTS_NONE = 0;  ##< Record nothing.
const CONTENTS_ORIG = 1;  ##< Record what the originator sends.
const CONTENTS_RESP = 2;  ##< Record what the responder sends.
const CONTENTS_BOTH = 3;  ##< Record both.

## One side of a connection.
type endpoint: record {
	size: count;                    ##< Payload bytes; for TCP by sequence numbers.
	state: count;                   ##< `TCP_...` or `UDP_...`.
	num_pkts: count &optional;      ##< Packets, if they are counted.
	num_bytes_ip: count &optional;  ##< Bytes of IP packets, headers included, if they are counted.
	flow_label: count;              ##< Of IPv6; 0 for IPv4.
	l2_addr: string &optional;      ##< Link-layer address, if there is one.
};

## Counters of one side of a TCP connection.
type endpoint_stats: record {
	num_pkts: count;
	num_rxmit: count;
	num_rxmit_bytes: count;
	num_in_order: count;
	num_OO: count;
	num_repl: count;
	endian_type: count;
};

module Tunnel;

export {
	## Kinds of tunnels.
	type Type: enum {
		NONE,
		IP,
		AYIYA,
		TEREDO,
		SOCKS,
		GTPv1,
		HTTP,
		GRE,
		VXLAN,
		GENEVE,
	};

	## One layer of encapsulation.
	type EncapsulatingConn: record {
		cid: conn_id;               ##< The connection that carries it, or the tunnel's end points.
		tunnel_type: Tunnel::Type;
		uid: string &optional;      ##< The `uid` of that connection.
	} &log;
}

module GLOBAL;

## All layers of encapsulation, the outermost first.
type EncapsulatingConnVector: vector of Tunnel::EncapsulatingConn;

## A connection. There is one of these for each connection, updated in place as it goes on; scripts
## add fields of their own.
type connection: record {
	id: conn_id;
	orig: endpoint;
	resp: endpoint;
	start_time: time;                            ##< Time of the first packet.
	duration: interval;                          ##< From the first to the last packet.
	service: set[string] &ordered;               ##< Names of the protocols found in it.
	history: string;                             ##< A letter for each kind of event.
	uid: string;                                 ##< Unique among all connections of all runs.
	tunnel: EncapsulatingConnVector &optional;   ##< What it came through.
	vlan: int &optional;
	inner_vlan: int &optional;
};

## Asked before a connection is removed for being idle; `break` gives it another period.
global connection_timing_out: hook(c: connection);

## The packet that an ICMP error is about.
type icmp_context: record {
	id: conn_id;
	len: count;           ##< Length of the packet.
	proto: count;
	frag_offset: count;
	bad_hdr_len: bool;    ##< The header did not fit; other fields are unreliable.
	bad_checksum: bool;
	MF: bool;
	DF: bool;
};

## An option of a neighbor discovery message.
type icmp6_nd_option: record {
	otype: count;
	len: count;
	link_address: string &optional;
	prefix: icmp6_nd_prefix_info &optional;
	redirect: icmp_context &optional;
	mtu: count &optional;
	payload: string &optional;
};
type icmp6_nd_options: vector of icmp6_nd_option;

## What a group record of a multicast listener report says.
type icmp6_mldv2_group_type: enum {
	MLDV2_MODE_IS_INCLUDE = 1,
	MLDV2_MODE_IS_EXCLUDE = 2,
	MLDV2_CHANGE_TO_INCLUDE_MODE = 3,
	MLDV2_CHANGE_TO_EXCLUDE_MODE = 4,
	MLDV2_ALLOW_NEW_SOURCES = 5,
	MLDV2_BLOCK_OLD_SOURCES = 6
};

## A group record of a multicast listener report.
type icmp6_mldv2_mar: record {
	group_type: icmp6_mldv2_group_type;
	aux_data_len: count;
	num_sources: count;
	multicast_addr: addr;
	sources: addr_vec;
	aux_data: string &optional;
};
type icmp6_mldv2_mar_vec: vector of icmp6_mldv2_mar;

## How long a file may be silent before it is given up.
option default_file_timeout_interval: interval = 2 mins;

## How many bytes from the start of a file are kept for guessing its type.
option default_file_bof_buffer_size: count = 4096;

## A file seen in traffic, gathered from one or more connections.
type fa_file: record {
	id: string;
	parent_id: string &optional;
	source: string;
	is_orig: bool &optional;
	conns: table[conn_id] of connection &optional;
	last_active: time;
	seen_bytes: count &default=0;
	total_bytes: count &optional;
	missing_bytes: count &default=0;
	overflow_bytes: count &default=0;
	timeout_interval: interval &default=default_file_timeout_interval;
	bof_buffer_size: count &default=default_file_bof_buffer_size;
	bof_buffer: string &optional;
} &redef;

type string_any_file_hook: hook(f: fa_file, e: any, str: string);

## What the first bytes of a file tell.
type fa_metadata: record {
	mime_type: string &optional;
	mime_types: mime_matches &optional;
	inferred: bool &default=T;
};

## What an analyzer was sure of.
type AnalyzerConfirmationInfo: record {
	c: connection &optional;
	f: fa_file &optional;
	aid: count &optional;
};

## What an analyzer could not make sense of.
type AnalyzerViolationInfo: record {
	reason: string;
	c: connection &optional;
	f: fa_file &optional;
	aid: count &optional;
	data: string &optional;
};

module Analyzer;

export {
	## Asked before an analyzer is taken off a connection; `break` keeps it.
	type disabling_analyzer: hook(c: connection, atype: AllAnalyzers::Tag, aid: count) &redef;
}

module GLOBAL;

## What a signature matched on.
type signature_state: record {
	sig_id: string;
	conn: connection;
	is_orig: bool;
	payload_size: count;
};

## Runs once for a connection, when the first handler is about to see its record. What has to be
## there for every handler is set here; a connection that nobody looks at never pays for it.
global connection_record_made: hook(c: connection);
