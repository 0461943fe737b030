##! Logs RADIUS: one row for an attempt to log in, from the first request to the decision.

@load base/utils/addrs
@load base/protocols/conn/removal-hooks
@load ./consts

module RADIUS;

export {
	redef enum Log::ID += { LOG };

	## Ports of RADIUS.
	const ports = { 1812/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the first message of the attempt was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Who wants to log in.
		username: string &log &optional;
		## From which card.
		mac: string &log &optional;
		## The address that a challenge offers to the user.
		framed_addr: addr &log &optional;
		## Where the user's tunnel begins.
		tunnel_client: string &log &optional;
		## What the user's connection is like.
		connect_info: string &log &optional;
		## What a challenge tells the user.
		reply_msg: string &log &optional;
		## How it went: "success", "failed" or "unknown".
		result: string &log &optional;
		## How long it took.
		ttl: interval &log &optional;
		## Whether this is in the log.
		logged: bool &default=F;
	};

	## A row, as it goes to the log.
	global log_radius: event(rec: Info);

	## Runs when a connection with RADIUS is removed, and logs what was not decided.
	global finalize_radius: Conn::RemovalHook;
}

redef record connection += {
	radius: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(RADIUS::LOG, Log::Stream($columns=Info, $path="radius", $ev=log_radius, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_RADIUS, ports);
	}

# Fills what attributes tell and nobody told before.
function learn(row: Info, attributes: Attributes)
	{
	if ( ! row?$username && 1 in attributes )
		row$username = attributes[1][0];

	if ( ! row?$mac && 31 in attributes )
		row$mac = normalize_mac(attributes[31][0]);

	if ( ! row?$tunnel_client && 66 in attributes )
		row$tunnel_client = attributes[66][0];

	if ( ! row?$connect_info && 77 in attributes )
		row$connect_info = attributes[77][0];
	}

# What a server says before it decides. Of decisions, nothing but themselves is kept.
function learn_challenge(row: Info, attributes: Attributes)
	{
	if ( ! row?$framed_addr && 8 in attributes && |attributes[8][0]| == 4 )
		row$framed_addr = raw_bytes_to_v4_addr(attributes[8][0]);

	if ( ! row?$reply_msg && 18 in attributes )
		row$reply_msg = attributes[18][0];
	}

event radius_message(c: connection, result: RADIUS::Message) &priority=5
	{
	if ( ! c?$radius || c$radius$logged )
		{
		Conn::register_removal_hook(c, finalize_radius);
		c$radius = Info($ts=network_time(), $uid=c$uid, $id=c$id);
		}

	local row = c$radius;
	local kind = msg_types[result$code];

	switch ( kind )
		{
		case "Access-Accept":
			row$result = "success";
			break;
		case "Access-Reject":
			row$result = "failed";
			break;
		}

	if ( ! result?$attributes )
		return;

	learn(row, result$attributes);

	if ( kind == "Access-Challenge" )
		learn_challenge(row, result$attributes);
	}

event radius_message(c: connection, result: RADIUS::Message) &priority=-5
	{
	if ( ! c?$radius )
		return;

	local row = c$radius;

	if ( row?$result && ! row$logged )
		{
		row$ttl = network_time() - row$ts;
		Log::write(RADIUS::LOG, row);
		row$logged = T;
		}
	}

# Nobody decided.
hook finalize_radius(c: connection)
	{
	if ( ! c?$radius )
		return;

	local row = c$radius;

	if ( row$logged )
		return;

	row$result = "unknown";
	Log::write(RADIUS::LOG, row);
	}
