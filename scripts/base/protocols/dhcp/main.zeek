##! Logs DHCP: one row for all messages of a transaction, whatever connections they go over.
##!
##! Messages of one transaction have its id in common. A row is written once nothing was heard of the transaction for a
##! while, or when it has grown too large.

@load base/frameworks/cluster
@load base/frameworks/notice/weird
@load ./consts

module DHCP;

export {
	redef enum Log::ID += { LOG };

	## Ports of servers.
	const server_ports = { 67/udp, 4011/udp } &redef;

	## Ports of clients.
	const client_ports = { 68/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When its first message was seen.
		ts: time &log;
		## The ids of the connections that its messages went over.
		uids: set[string] &log;

		## The address that the client has, or gets.
		client_addr: addr &log &optional;
		## The server that hands out an address.
		server_addr: addr &log &optional;

		## The ports of both, when that happens.
		client_port: port &optional;
		server_port: port &optional;

		## The hardware address of the client.
		mac: string &log &optional;

		## What the client calls itself,
		host_name: string &log &optional;
		## in full,
		client_fqdn: string &log &optional;
		## and the domain that the server puts it in.
		domain: string &log &optional;

		## The address that the client wants,
		requested_addr: addr &log &optional;
		## and the one that it gets,
		assigned_addr: addr &log &optional;
		## for so long.
		lease_time: interval &log &optional;

		## Why the client declines an address.
		client_message: string &log &optional;
		## Why the server refuses one.
		server_message: string &log &optional;

		## The types of the messages, in their order.
		msg_types: vector of string &log &default=string_vec();

		## From the first message to the last.
		duration: interval &log &default=0secs;

		## The hardware address in the fixed part of messages.
		client_chaddr: string &optional;
	};

	## How long messages may join a row after its first.
	option max_txid_watch_time = 30secs;

	## How many connections a row may have.
	option max_uids_per_log_entry = 10;

	## How many messages a row may have.
	option max_msg_types_per_log_entry = 50;

	## How many transactions are kept; with more, the oldest is written early and a weird
	## DHCP_max_tracked_transactions_exceeded raised.
	option max_tracked_transactions = 100000;

	## A message for the row of its transaction. Handlers extend the row: `DHCP::log_info`.
	global aggregate_msgs: event(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options);

	## The row that a handler of aggregate_msgs works on.
	global log_info: Info;

	## A row, as it goes to the log.
	global log_dhcp: event(rec: Info);
}

redef record connection += {
	dhcp: Info &optional;
};

redef record Info += {
	# When its last message was seen.
	last_message_ts: time &optional;
};

global expire_row: function(rows: table[count] of Info, xid: count): interval;

# Rows by transaction, and transactions in the order they began.
global join_data: table[count] of Info = table() &create_expire=10secs &expire_func=expire_row;
global join_data_ordered: set[count] &ordered;

# How long a row waits for another message.
const silence = 5secs;

event zeek_init() &priority=5
	{
	Log::create_stream(DHCP::LOG, Log::Stream($columns=Info, $path="dhcp", $ev=log_dhcp, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_DHCP, server_ports, client_ports);
	}

# ---- Rows ---------------------------------------------------------------------------

function write_row(row: Info)
	{
	row$duration = row$last_message_ts - row$ts;

	if ( row?$client_chaddr && row$client_chaddr != "" )
		row$mac = row$client_chaddr;

	Log::write(DHCP::LOG, row);
	}

# Writes the row of a transaction, which no message joins after that.
function finish_row(xid: count)
	{
	write_row(join_data[xid]);
	delete join_data[xid];
	delete join_data_ordered[xid];
	}

# While messages come, and not for too long, further ones may join.
function expire_row(rows: table[count] of Info, xid: count): interval
	{
	local row = rows[xid];
	local heard = network_time() - row$last_message_ts;
	local begun = network_time() - row$ts;

	if ( heard < silence && begun < max_txid_watch_time )
		return silence;

	delete join_data_ordered[xid];
	write_row(row);
	return 0secs;
	}

function evict_oldest()
	{
	Reporter::net_weird("DHCP_max_tracked_transactions_exceeded", cat(max_tracked_transactions), "DHCP");

	for ( xid in join_data_ordered )
		{
		finish_row(xid);
		break;
		}
	}

# The row of a transaction that was not heard of before.
function begin_row(xid: count, ts: time, uid: string): Info
	{
	if ( |join_data| >= max_tracked_transactions )
		evict_oldest();

	local row = Info($ts=ts, $uids=set(uid));
	add join_data_ordered[xid];
	join_data[xid] = row;
	return row;
	}

event zeek_done() &priority=-5
	{
	for ( _, row in join_data )
		write_row(row);
	}

# ---- What messages add ----------------------------------------------------------------

# What a client says.
function note_client(row: Info, client: addr, msg: DHCP::Msg, options: DHCP::Options)
	{
	# Who has no address yet sends from none.
	if ( client !in set(0.0.0.0, 255.255.255.255) )
		row$client_addr = client;

	if ( msg$chaddr != "" )
		row$client_chaddr = msg$chaddr;

	if ( options?$client_id && options$client_id$hwtype > 0 )
		row$mac = options$client_id$hwaddr;

	if ( options?$addr_request )
		row$requested_addr = options$addr_request;

	if ( options?$client_fqdn )
		row$client_fqdn = options$client_fqdn$domain_name;

	if ( options?$host_name )
		row$host_name = options$host_name;

	if ( options?$message )
		row$client_message = options$message;
	}

# What a server hands out.
function note_lease(row: Info, id: conn_id, msg: DHCP::Msg)
	{
	row$assigned_addr = msg$yiaddr;

	if ( message_types[msg$m_type] == "ACK" )
		row$client_addr = msg$yiaddr;

	# The responder may be all that listen, which says nothing of the server.
	if ( id$resp_h == 255.255.255.255 )
		return;

	row$client_port = id$orig_p;
	row$server_port = id$resp_p;
	row$server_addr = id$resp_h;
	}

# What a server says.
function note_server(row: Info, id: conn_id, msg: DHCP::Msg, options: DHCP::Options)
	{
	if ( msg$yiaddr != 0.0.0.0 )
		note_lease(row, id, msg);

	if ( msg$chaddr != "" && ! row?$client_chaddr )
		row$client_chaddr = msg$chaddr;

	if ( options?$lease )
		row$lease_time = options$lease;

	if ( options?$domain_name )
		row$domain = options$domain_name;

	if ( options?$message )
		row$server_message = options$message;
	}

event dhcp_message(c: connection, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=-5
	{
	event DHCP::aggregate_msgs(network_time(), c$id, c$uid, is_orig, msg, options);
	}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=1000
	{
	log_info = msg$xid in join_data ? join_data[msg$xid] : begin_row(msg$xid, ts, uid);
	}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=5
	{
	local row = log_info;
	row$last_message_ts = ts;
	row$msg_types += message_types[msg$m_type];
	add row$uids[uid];

	if ( is_orig )
		note_client(row, id$orig_h, msg, options);
	else
		note_server(row, id, msg, options);
	}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=-5
	{
	local is_full = |log_info$msg_types| >= max_msg_types_per_log_entry || |log_info$uids| >= max_uids_per_log_entry;

	if ( is_full )
		finish_row(msg$xid);
	}
