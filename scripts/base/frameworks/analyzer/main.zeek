##! Which protocols are looked for, and where.
##!
##! A protocol is known by its tag (:zeek:type:`Analyzer::Tag`). It is attached to connections whose responder uses one
##! of the ports registered for it, to connections that a script expects, and, where :zeek:id:`Analyzer::detect` asks for
##! it, to connections that look like it.

module Analyzer;

export {
	## Whether every analyzer is disabled at the start; :zeek:id:`Analyzer::requested_analyzers` are enabled again.
	global disable_all = F &redef;

	## Lets an analyzer be attached to connections to come.
	##
	## tag: Its tag; that of a protocol, of packets or of files.
	## Returns: F if there is no such analyzer.
	global enable_analyzer: function(tag: AllAnalyzers::Tag): bool;

	## Keeps an analyzer from being attached to connections to come.
	##
	## tag: Its tag; that of a protocol, of packets or of files.
	## Returns: F if there is no such analyzer.
	global disable_analyzer: function(tag: AllAnalyzers::Tag): bool;

	## Adds well-known ports to those of a protocol.
	##
	## tag: The protocol.
	## server_ports: Ports of servers; they join `likely_server_ports`.
	## non_server_ports: Other ports, such as those of clients.
	## Returns: F if one of them could not be registered.
	global register_for_ports: function(tag: Analyzer::Tag, server_ports: set[port],
		non_server_ports: set[port] &default=set()): bool;

	## Adds one well-known port to those of a protocol.
	##
	## tag: The protocol.
	## p: The port.
	## Returns: F if it could not be registered.
	global register_for_port: function(tag: Analyzer::Tag, p: port): bool;

	## Looks for a protocol on all ports by the first bytes of connections.
	##
	## tag: The protocol.
	## look: Whether to look for it.
	## Returns: F if it cannot be recognised by its looks.
	global detect: function(tag: Analyzer::Tag, look: bool &default=T): bool;

	## The ports registered for one analyzer.
	global registered_ports: function(tag: AllAnalyzers::Tag): set[port];

	## The ports registered for each analyzer.
	global all_registered_ports: function(): table[AllAnalyzers::Tag] of set[port];

	## The name of an analyzer, such as "DNS".
	global name: function(atype: AllAnalyzers::Tag): string;

	## Of what kind an analyzer is: "protocol", "packet", "file" or "unknown".
	global kind: function(atype: AllAnalyzers::Tag): string;

	## Whether there is an analyzer of that name.
	global has_tag: function(name: string): bool;

	## The tag of an analyzer by its name; a run-time error if there is none.
	global get_tag: function(name: string): AllAnalyzers::Tag;

	## Attaches a protocol to one connection that is expected.
	##
	## orig: Who opens it; 0.0.0.0 stands for anyone.
	## resp: Who answers.
	## resp_p: The port there.
	## analyzer: The protocol.
	## tout: How long it is expected.
	## Returns: T.
	global schedule_analyzer: function(orig: addr, resp: addr, resp_p: port, analyzer: Analyzer::Tag, tout: interval): bool;

	## A capture filter for the ports registered for one analyzer.
	global analyzer_to_bpf: function(tag: Analyzer::Tag): string;

	## A capture filter for all ports registered.
	global get_bpf: function(): string;

	## Analyzers disabled at the start.
	global disabled_analyzers: set[AllAnalyzers::Tag] = { ANALYZER_TCPSTATS } &redef;

	## The ports registered so far.
	global ports: table[AllAnalyzers::Tag] of set[port];

	## Analyzers enabled at the start, where :zeek:id:`Analyzer::disable_all` disables the others.
	global requested_analyzers: set[AllAnalyzers::Tag] = {} &redef;

	## A protocol was taken off a connection because it could not make sense of it.
	##
	## ts: When it gave up.
	## atype: The protocol.
	## info: What it stumbled on; has the connection.
	global analyzer_failed: event(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo);
}

event zeek_init() &priority=5
	{
	if ( disable_all )
		__disable_all_analyzers();

	for ( tag in disabled_analyzers )
		disable_analyzer(tag);
	}

event zeek_init() &priority=-5
	{
	for ( tag in requested_analyzers )
		enable_analyzer(tag);
	}

function enable_analyzer(tag: AllAnalyzers::Tag): bool
	{
	switch ( kind(tag) )
		{
		case "file":
			return Files::__enable_analyzer(tag);

		case "packet":
			return PacketAnalyzer::__enable_analyzer(tag);

		default:
			return __enable_analyzer(tag);
		}
	}

function disable_analyzer(tag: AllAnalyzers::Tag): bool
	{
	switch ( kind(tag) )
		{
		case "file":
			return Files::__disable_analyzer(tag);

		case "packet":
			return PacketAnalyzer::__disable_analyzer(tag);

		default:
			return __disable_analyzer(tag);
		}
	}

function register_for_ports(tag: Analyzer::Tag, server_ports: set[port],
	non_server_ports: set[port] &default=set()): bool
	{
	local refused = 0;

	for ( p in server_ports | non_server_ports )
		if ( ! register_for_port(tag, p) )
			++refused;

	likely_server_ports += server_ports;
	return refused == 0;
	}

function register_for_port(tag: Analyzer::Tag, p: port): bool
	{
	local is_registered = __register_for_port(tag, p);

	if ( is_registered && tag in ports )
		add ports[tag][p];
	else if ( is_registered )
		ports[tag] = set(p);

	return is_registered;
	}

function detect(tag: Analyzer::Tag, look: bool &default=T): bool
	{
	return __detect(tag, look);
	}

function registered_ports(tag: AllAnalyzers::Tag): set[port]
	{
	if ( tag in ports )
		return ports[tag];

	return set();
	}

function all_registered_ports(): table[AllAnalyzers::Tag] of set[port]
	{
	return ports;
	}

function name(atype: AllAnalyzers::Tag): string
	{
	return __name(atype);
	}

function kind(atype: AllAnalyzers::Tag): string
	{
	if ( is_file_analyzer(atype) )
		return "file";

	if ( is_packet_analyzer(atype) )
		return "packet";

	return is_protocol_analyzer(atype) ? "protocol" : "unknown";
	}

function has_tag(name: string): bool
	{
	return __has_tag(name);
	}

function get_tag(name: string): AllAnalyzers::Tag
	{
	return __tag(name);
	}

function schedule_analyzer(orig: addr, resp: addr, resp_p: port, analyzer: Analyzer::Tag, tout: interval): bool
	{
	return __schedule_analyzer(orig, resp, resp_p, analyzer, tout);
	}

# One more filter, joined by "or".
function or_filter(before: string, more: string): string
	{
	if ( before == "" )
		return more;

	return more == "" ? before : fmt("(%s) or (%s)", before, more);
	}

function analyzer_to_bpf(tag: Analyzer::Tag): string
	{
	local filter = "";

	for ( p in registered_ports(tag) )
		filter = or_filter(filter, fmt("%s and port %d", get_port_transport_proto(p), port_to_count(p)));

	return filter;
	}

function get_bpf(): string
	{
	local filter = "";

	for ( analyzer, _ in ports )
		filter = or_filter(filter, analyzer_to_bpf(analyzer));

	return filter;
	}
