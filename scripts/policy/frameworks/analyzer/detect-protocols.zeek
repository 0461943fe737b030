##! Notices of protocols on ports that are not theirs.

@load base/frameworks/notice
@load base/utils/site
@load base/utils/conn-ids
@load base/protocols/conn/removal-hooks

module ProtocolDetector;

export {
	redef enum Notice::Type += {
		## A connection speaks a protocol on a port that is not its own.
		Protocol_Found,
		## The first such connection of a server.
		Server_Found,
	};

	## Directions, as seen from here.
	type dir: enum { NONE, INCOMING, OUTGOING, BOTH };

	## What is fine: by analyzer, host (0.0.0.0: any) and port (0/tcp: any), and into which direction.
	option valids: table[AllAnalyzers::Tag, addr, port] of dir = {};

	## Analyzers whose servers are not noticed.
	option suppress_servers: set[AllAnalyzers::Tag] = {};

	## How long a connection must last, and how many bytes it must carry, before it is noticed while it goes on.
	option minimum_duration = 30 secs;
	option minimum_volume = 4e3;

	## How often to look.
	const check_interval = 5 secs;

	## Tells a protocol inside the one that an analyzer knows.
	global found_protocol: function(c: connection, atype: AllAnalyzers::Tag, protocol: string);

	## What servers speak: by address, port and analyzer.
	global servers: table[addr, port, string] of set[string] &read_expire=14 days;

	## Notices what was not noticed yet when a connection ends.
	global finalize_protocol_detection: Conn::RemovalHook;
}

# Analyzers at work where they do not belong, and what scripts say of the protocols within.
type Suspect: record {
	analyzers: set[AllAnalyzers::Tag] &default=set();
	within: set[string] &default=set();
};

global suspects: table[conn_id] of Suspect;

function direction_of(c: connection): dir
	{
	local from_us = Site::is_local_addr(c$id$orig_h);
	local to_us = Site::is_local_addr(c$id$resp_h);
	return from_us && to_us ? BOTH : (from_us ? OUTGOING : (to_us ? INCOMING : NONE));
	}

function is_fine(c: connection, atype: AllAnalyzers::Tag): bool
	{
	local way = direction_of(c);

	for ( host in set(c$id$resp_h, 0.0.0.0) )
		for ( p in set(c$id$resp_p, 0/tcp) )
			if ( [atype, host, p] in valids && valids[atype, host, p] in set(BOTH, way) )
				return T;

	return F;
	}

# With what scripts know of the protocol within: "HTTP" or "HTTP/Gnutella".
function described(name: string, within: set[string]): string
	{
	return |within| == 0 ? name : fmt("%s/%s", name, join_string_set(within, ","));
	}

function notice_server(c: connection, name: string, what: string)
	{
	local id = c$id;

	if ( [id$resp_h, id$resp_p, name] !in servers )
		servers[id$resp_h, id$resp_p, name] = set();

	local known = servers[id$resp_h, id$resp_p, name];

	if ( what in known )
		return;

	add known[what];
	NOTICE(Notice::Info($note=Server_Found, $conn=c, $src=id$resp_h, $sub=what, $identifier=cat(id$resp_h, id$resp_p, what),
	                    $msg=fmt("%s: %s server on port %s", id$resp_h, what, id$resp_p)));
	}

function notice_protocol(c: connection, atype: AllAnalyzers::Tag, within: set[string])
	{
	if ( is_fine(c, atype) )
		return;

	local name = Analyzer::name(atype);
	local what = described(name, within);
	NOTICE(Notice::Info($note=Protocol_Found, $conn=c, $sub=what, $identifier=cat(c$id$orig_h, c$id$resp_h, c$id$resp_p, what),
	                    $msg=fmt("%s %s on port %s", id_string(c$id), what, c$id$resp_p)));

	if ( atype !in suppress_servers )
		notice_server(c, name, what);
	}

function notice_all(c: connection)
	{
	if ( c$id !in suspects )
		return;

	local suspect = suspects[c$id];
	delete suspects[c$id];

	for ( atype in suspect$analyzers )
		notice_protocol(c, atype, suspect$within);
	}

event ProtocolDetector::check_connection(c: connection)
	{
	if ( c$id !in suspects || ! connection_exists(c$id) )
		return;

	local now = lookup_connection(c$id);

	if ( now$duration >= minimum_duration && now$orig$size + now$resp$size >= minimum_volume )
		notice_all(now);
	else
		schedule check_interval { ProtocolDetector::check_connection(c) };
	}

hook finalize_protocol_detection(c: connection)
	{
	notice_all(c);
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	if ( ! is_protocol_analyzer(atype) || ! info?$c )
		return;

	local c = info$c;

	# Those that have no ports have none to be wrong on.
	local own = Analyzer::registered_ports(atype);

	if ( |own| == 0 || c$id$resp_p in own )
		return;

	if ( c$id !in suspects )
		{
		suspects[c$id] = Suspect();
		schedule check_interval { ProtocolDetector::check_connection(c) };
		Conn::register_removal_hook(c, finalize_protocol_detection);
		}

	add suspects[c$id]$analyzers[atype];
	}

# It was not that protocol after all.
event Analyzer::analyzer_failed(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	if ( info?$c && info$c$id in suspects )
		delete suspects[info$c$id]$analyzers[atype];
	}

function found_protocol(c: connection, atype: AllAnalyzers::Tag, protocol: string)
	{
	if ( c$id in suspects && atype in suspects[c$id]$analyzers )
		add suspects[c$id]$within[protocol];
	}
