##! Connections and their log: who talked to whom, for how long, how much, and how it ended.

@load base/utils/site
@load base/utils/strings

module Conn;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the first packet came.
		ts: time &log;

		## Names the connection in all logs.
		uid: string &log;

		id: conn_id &log;
		proto: transport_proto &log;

		## The protocols found in it.
		service: string &log &optional;

		## From the first to the last packet.
		duration: interval &log &optional;

		## Payload bytes each side sent; for TCP taken from the sequence numbers.
		orig_bytes: count &log &optional;
		resp_bytes: count &log &optional;

		## How it began and ended:
		##
		## S0      an attempt that nobody answered
		## S1      established, not closed
		## SF      established and closed by both sides
		## REJ     an attempt that was rejected
		## S2      established; the originator closed, the responder did not
		## S3      established; the responder closed, the originator did not
		## RSTO    established; the originator reset it
		## RSTR    the responder reset it
		## RSTOS0  the originator sent a SYN, then a RST; the responder was not heard
		## RSTRH   the responder sent a SYN with an ACK, then a RST; the originator was not heard
		## SH      the originator sent a SYN, then a FIN; no SYN with an ACK was seen
		## SHR     the responder sent a SYN with an ACK, then a FIN; no SYN was seen
		## OTH     no SYN was seen at all: a connection taken up in its middle
		conn_state: string &log &optional;

		## Whether each side is one of :zeek:id:`Site::local_nets`; not set if none are known.
		local_orig: bool &log &optional;
		local_resp: bool &log &optional;

		## Bytes that were acknowledged and never seen.
		missed_bytes: count &log &default=0;

		## A letter for each kind of event; capitals are the originator's.
		##
		## s  a SYN without an ACK           h  a SYN with an ACK
		## a  a bare ACK                     d  a packet with payload
		## f  a FIN                          r  a RST
		## c  a wrong checksum               g  a gap in the contents
		## t  a retransmission               w  a zero window
		## i  flags that contradict          q  several of SYN, FIN and RST at once
		## ^  the direction was swapped
		history: string &log &optional;

		## Packets each side sent, and their bytes with IP headers.
		orig_pkts: count &log &optional;
		orig_ip_bytes: count &log &optional;
		resp_pkts: count &log &optional;
		resp_ip_bytes: count &log &optional;

		## The connections that this one came through.
		tunnel_parents: set[string] &log &optional;

		## The protocol number of IP.
		ip_proto: count &log &optional;
	};

	## Carries every row.
	global log_conn: event(rec: Info);
}

redef record connection += {
	conn: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(Conn::LOG, Log::Stream($columns=Info, $ev=log_conn, $path="conn", $policy=log_policy));
	}

# conn_state of TCP by the states of both sides, TCP_INACTIVE to TCP_RESET: a row for each state of the
# originator, in it a column for each state of the responder. Where "" stands, states alone do not tell.
const tcp_ends = vector(
	# inactive  syn    synack    partial  estab.   closed   reset
	"OTH",   "OTH",  "OTH",   "OTH",   "OTH",   "SHR",   "RSTRH",
	"S0",    "OTH",  "OTH",   "OTH",   "OTH",   "S3",    "REJ",
	"OTH",   "OTH",  "OTH",   "OTH",   "OTH",   "S3",    "REJ",
	"OTH",   "OTH",  "OTH",   "OTH",   "OTH",   "SHR",   "RSTRH",
	"OTH",   "OTH",  "OTH",   "OTH",   "S1",    "S3",    "RSTR",
	"SH",    "S2",   "S2",    "SH",    "S2",    "SF",    "RSTR",
	"",      "RSTO", "RSTO",  "",      "RSTO",  "RSTO",  ""
);

# UDP: active or not, in the same way.
const udp_ends = vector("OTH", "SHR", "S0", "SF");

# The originator reset the connection, and the responder did so too or was not heard.
function ambiguous_end(c: connection): string
	{
	if ( c$resp$state == TCP_RESET )
		return c$orig$size + c$resp$size == 0 ? "REJ" : "RSTR";

	# Nothing between SYN and RST but repetitions and oddities of the originator.
	return /\^?S[^HAFGIQ]*R.*/ == c$history ? "RSTOS0" : "OTH";
	}

function conn_state(c: connection, trans: transport_proto): string
	{
	if ( trans == tcp )
		{
		local end = tcp_ends[c$orig$state * 7 + c$resp$state];
		return end == "" ? ambiguous_end(c) : end;
		}

	return trans == udp ? udp_ends[c$orig$state * 2 + c$resp$state] : "OTH";
	}

function set_local(c: connection)
	{
	if ( |Site::local_nets| == 0 )
		return;

	local row = c$conn;
	local id = c$id;
	row$local_orig = Site::is_local_addr(id$orig_h);
	row$local_resp = Site::is_local_addr(id$resp_h);
	}

function add_tunnel_parent(row: Info, tunnel: EncapsulatingConnVector)
	{
	if ( |tunnel| == 0 )
		return;

	if ( ! row?$tunnel_parents )
		row$tunnel_parents = string_set();

	add row$tunnel_parents[tunnel[|tunnel| - 1]$uid];
	}

# What is known at the begin (again: the identity may have changed meanwhile).
function begin_row(c: connection)
	{
	local id = c$id;

	if ( ! c?$conn )
		c$conn = Info($ts=c$start_time, $uid=c$uid, $id=id, $proto=get_port_transport_proto(id$resp_p));
	else
		c$conn$id = id;

	if ( id$proto != 65535 )
		c$conn$ip_proto = id$proto;

	if ( c?$tunnel )
		add_tunnel_parent(c$conn, c$tunnel);

	set_local(c);
	}

# What is known at the end.
function finish_row(c: connection)
	{
	local row = c$conn;
	local orig = c$orig;
	local resp = c$resp;

	row$conn_state = conn_state(c, row$proto);

	if ( |c$history| > 0 )
		row$history = c$history;

	if ( |c$service| > 0 )
		row$service = to_lower(join_string_set(c$service, ","));

	if ( c$duration > 0secs )
		{
		row$duration = c$duration;
		row$orig_bytes = orig$size;
		row$resp_bytes = resp$size;
		}

	if ( orig?$num_pkts )
		{
		row$orig_pkts = orig$num_pkts;
		row$orig_ip_bytes = orig$num_bytes_ip;
		row$resp_pkts = resp$num_pkts;
		row$resp_ip_bytes = resp$num_bytes_ip;
		}
	}

# Fills the row of a connection, at its begin or (`eoc`) at its end.
function set_conn(c: connection, eoc: bool) &is_used
	{
	if ( eoc )
		finish_row(c);
	else
		begin_row(c);
	}

hook GLOBAL::connection_record_made(c: connection) &priority=100
	{
	begin_row(c);
	}

event content_gap(c: connection, is_orig: bool, seq: count, length: count) &priority=5
	{
	c$conn$missed_bytes += length;
	}

event tunnel_changed(c: connection, e: EncapsulatingConnVector) &priority=5
	{
	add_tunnel_parent(c$conn, e);
	c$tunnel = e;
	}

event connection_flipped(c: connection) &priority=5
	{
	if ( ! c?$conn )
		return;

	c$conn$id = c$id;
	set_local(c);
	}

event connection_state_remove(c: connection) &priority=5
	{
	finish_row(c);
	}

event connection_state_remove(c: connection) &priority=-5
	{
	Log::write(Conn::LOG, c$conn);
	}
