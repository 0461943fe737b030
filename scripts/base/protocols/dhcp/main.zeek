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

# Rows by transaction, and transactions in the order they began.
global join_data_expiration: function(t: table[count] of Info, idx: count): interval;
global join_data: table[count] of Info = table() &create_expire=10secs &expire_func=join_data_expiration;
global join_data_ordered: set[count] &ordered;

event zeek_init() &priority=5
	{
	Log::create_stream(DHCP::LOG, Log::Stream($columns=Info, $path="dhcp", $ev=log_dhcp, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_DHCP, server_ports, client_ports);
	}

function write_row(row: Info)
	{
	if ( row?$client_chaddr && row$client_chaddr != "" )
		row$mac = row$client_chaddr;

	row$duration = row$last_message_ts - row$ts;
	Log::write(DHCP::LOG, row);
	}

function finish_row(xid: count)
	{
	write_row(join_data[xid]);
	delete join_data[xid];
	delete join_data_ordered[xid];
	}

function join_data_expiration(t: table[count] of Info, idx: count): interval
	{
	local row = t[idx];
	local now = network_time();

	# While messages come, and not for too long, further ones may join.
	if ( now - row$last_message_ts < 5secs && now - row$ts < max_txid_watch_time )
		return 5secs;

	write_row(row);
	delete join_data_ordered[idx];
	return 0secs;
	}

function evict_oldest()
	{
	Reporter::net_weird("DHCP_max_tracked_transactions_exceeded", cat(max_tracked_transactions), "DHCP");

	for ( xid in join_data_ordered )
		{
		finish_row(xid);
		return;
		}
	}

event dhcp_message(c: connection, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=-5
	{
	event DHCP::aggregate_msgs(network_time(), c$id, c$uid, is_orig, msg, options);
	}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=1000
	{
	if ( msg$xid in join_data )
		{
		log_info = join_data[msg$xid];
		return;
		}

	if ( |join_data| >= max_tracked_transactions )
		evict_oldest();

	log_info = Info($ts=ts, $uids=set(uid));
	join_data[msg$xid] = log_info;
	add join_data_ordered[msg$xid];
	}

# What a client says.
function note_client(id: conn_id, msg: DHCP::Msg, options: DHCP::Options)
	{
	if ( id$orig_h != 0.0.0.0 && id$orig_h != 255.255.255.255 )
		log_info$client_addr = id$orig_h;

	if ( options?$host_name )
		log_info$host_name = options$host_name;

	if ( options?$client_fqdn )
		log_info$client_fqdn = options$client_fqdn$domain_name;

	if ( options?$client_id && options$client_id$hwtype > 0 )
		log_info$mac = options$client_id$hwaddr;

	if ( options?$addr_request )
		log_info$requested_addr = options$addr_request;

	if ( options?$message )
		log_info$client_message = options$message;

	if ( msg$chaddr != "" )
		log_info$client_chaddr = msg$chaddr;
	}

# What a server says.
function note_server(id: conn_id, msg: DHCP::Msg, options: DHCP::Options)
	{
	if ( msg$yiaddr != 0.0.0.0 )
		{
		log_info$assigned_addr = msg$yiaddr;

		if ( message_types[msg$m_type] == "ACK" )
			log_info$client_addr = msg$yiaddr;

		if ( id$resp_h != 255.255.255.255 )
			{
			log_info$server_addr = id$resp_h;
			log_info$server_port = id$resp_p;
			log_info$client_port = id$orig_p;
			}
		}

	if ( msg$chaddr != "" && ! log_info?$client_chaddr )
		log_info$client_chaddr = msg$chaddr;

	if ( options?$domain_name )
		log_info$domain = options$domain_name;

	if ( options?$lease )
		log_info$lease_time = options$lease;

	if ( options?$message )
		log_info$server_message = options$message;
	}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=5
	{
	log_info$last_message_ts = ts;
	add log_info$uids[uid];
	log_info$msg_types += message_types[msg$m_type];

	if ( is_orig )
		note_client(id, msg, options);
	else
		note_server(id, msg, options);
	}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=-5
	{
	if ( |log_info$uids| >= max_uids_per_log_entry || |log_info$msg_types| >= max_msg_types_per_log_entry )
		finish_row(msg$xid);
	}

event zeek_done() &priority=-5
	{
	for ( _, row in join_data )
		write_row(row);
	}
