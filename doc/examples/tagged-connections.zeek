# More columns for conn.log, a log of some connections with tags, and filters that split logs.

@load base/protocols/conn

module Tagged;

export {
	redef enum Log::ID += { LOG };

	type Direction: enum { INBOUND, OUTBOUND, INTERNAL, EXTERNAL };

	## A row of the log.
	type Info: record {
		ts: time &log;
		uid: string &log;
		id: conn_id &log;
		tags: set[string] &log;
		bytes: count &log &default=0;
	};

	## Connections that carry less are not logged.
	option min_bytes: count = 0;

	## What ports are for.
	const uses: table[port] of string = {
		[22/tcp] = "login",
		[80/tcp] = "web",
		[443/tcp] = "web",
	} &redef &default="other";

	## Adds tags; scripts add bodies of their own.
	global add_tags: hook(c: connection, tags: set[string]);

	global log_policy: Log::PolicyHook;
	global log_tagged: event(rec: Info);
}

redef record Conn::Info += {
	direction: Direction &log &optional;
};

function direction(id: conn_id): Direction
	{
	if ( Site::is_local_addr(id$orig_h) )
		return Site::is_local_addr(id$resp_h) ? INTERNAL : OUTBOUND;

	return Site::is_local_addr(id$resp_h) ? INBOUND : EXTERNAL;
	}

# Filters see records before they are written.
hook only_web(rec: Conn::Info, id: Log::ID, filter: Log::Filter)
	{
	if ( uses[rec$id$resp_p] != "web" )
		break;
	}

event zeek_init() &priority=5
	{
	Log::create_stream(Tagged::LOG, Log::Stream($columns=Info, $ev=log_tagged, $path="tagged", $policy=log_policy));

	Log::add_filter(Conn::LOG, Log::Filter($name="web", $path="conn_web", $policy=only_web,
	                $include=set("ts", "id.orig_h", "id.resp_h", "direction", "orig_bytes", "resp_bytes")));
	Log::add_filter(Conn::LOG, Log::Filter($name="by-state",
		$path_func(id: Log::ID, path: string, rec: Conn::Info) = { return "conn_" + to_lower(rec$conn_state); },
		$include=set("uid", "conn_state")));
	}

hook add_tags(c: connection, tags: set[string])
	{
	add tags[uses[c$id$resp_p]];

	if ( c$duration > 1sec )
		add tags["long"];
	}

# The row of conn.log is written with priority -5.
event connection_state_remove(c: connection)
	{
	c$conn$direction = direction(c$id);

	local tags: set[string] = set();
	hook add_tags(c, tags);
	local bytes = c$orig$size + c$resp$size;

	if ( bytes >= min_bytes )
		Log::write(Tagged::LOG, Info($ts=c$start_time, $uid=c$uid, $id=c$id, $tags=tags, $bytes=bytes));
	}

hook log_policy(rec: Tagged::Info, id: Log::ID, filter: Log::Filter)
	{
	if ( "other" in rec$tags )
		break;
	}
