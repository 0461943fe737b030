##! Logs SIP: one row for each reply, with the request it belongs to, and one for a request without any.

@load base/utils/files
@load base/utils/numbers
@load base/protocols/conn/removal-hooks

module SIP;

export {
	redef enum Log::ID += { LOG };

	## Ports of SIP.
	const ports = { 5060/udp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the request was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## How many exchanges came before on this connection.
		trans_depth: count &log;
		## What is asked for.
		method: string &log &optional;
		## Of whom.
		uri: string &log &optional;
		## The date of the request.
		date: string &log &optional;
		## Who asks, without the tag; as the request has it
		request_from: string &log &optional;
		## Who is asked.
		request_to: string &log &optional;
		## Who asks, as the reply has it.
		response_from: string &log &optional;
		## Who is asked, as the reply has it.
		response_to: string &log &optional;
		## Whom to answer.
		reply_to: string &log &optional;
		## The id of the call.
		call_id: string &log &optional;
		## The number of the request within the call, and its method.
		seq: string &log &optional;
		## What it is about.
		subject: string &log &optional;
		## The way of the request
		request_path: vector of string &log &optional;
		## and of the reply.
		response_path: vector of string &log &optional;
		## The program that asks.
		user_agent: string &log &optional;
		## The answer, as a number
		status_code: count &log &optional;
		## and in words.
		status_msg: string &log &optional;
		## What the server warns of.
		warning: string &log &optional;
		## How long the bodies are: of the request
		request_body_len: count &log &optional;
		## and of the reply.
		response_body_len: count &log &optional;
		## What kind of body the reply has.
		content_type: string &log &optional;
	};

	## What is known of a connection.
	type State: record {
		## Requests that wait for their reply.
		pending: table[count] of Info;
		## The number of the request that was seen last,
		current_request: count &default=0;
		## and of the one that was answered last.
		current_response: count &default=0;
	};

	## Methods that are known. Others raise a weird.
	option sip_methods: set[string] = { "REGISTER", "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "NOTIFY", "SUBSCRIBE" };

	## A row, as it goes to the log.
	global log_sip: event(rec: Info);

	## Runs when a connection with SIP is removed, and logs what was not answered.
	global finalize_sip: Conn::RemovalHook;

	## How many stations of the way of a request are kept; 0: all of them.
	const max_request_path_length: count = 100 &redef;

	## How many of the way of a reply; 0: all of them.
	const max_response_path_length: count = 100 &redef;
}

redef record connection += {
	sip: Info &optional;
	sip_state: State &optional;
};

redef record State += {
	# The weirds about ways that were raised: each is raised once.
	ways_cut: set[string] &optional;
};

# Headers have names of one letter for those who count bytes (RFC 3261, section 7.3.3).
const compact_names: table[string] of string = {
	["C"] = "CONTENT-TYPE",
	["F"] = "FROM",
	["I"] = "CALL-ID",
	["L"] = "CONTENT-LENGTH",
	["S"] = "SUBJECT",
	["T"] = "TO",
	["V"] = "VIA",
};

event zeek_init() &priority=5
	{
	Log::create_stream(SIP::LOG, Log::Stream($columns=Info, $path="sip", $ev=log_sip, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SIP, ports);
	}

# ---- Rows ---------------------------------------------------------------------------

function new_row(c: connection, number: count): Info
	{
	local row = Info($ts=network_time(), $uid=c$uid, $id=c$id, $trans_depth=number);
	row$request_path = vector();
	row$response_path = vector();
	return row;
	}

# Has c$sip be the row that a message of one side belongs to.
function enter(c: connection, is_request: bool): Info
	{
	if ( ! c?$sip_state )
		{
		Conn::register_removal_hook(c, finalize_sip);
		c$sip_state = State();
		}

	local waiting = c$sip_state$pending;
	local number = is_request ? c$sip_state$current_request : c$sip_state$current_response;

	if ( number !in waiting )
		waiting[number] = new_row(c, number);

	c$sip = waiting[number];
	return c$sip;
	}

event sip_request(c: connection, method: string, original_URI: string, version: string) &priority=5
	{
	if ( method !in sip_methods )
		Reporter::conn_weird("unknown_SIP_method", c, method);

	local row = enter(c, T);
	row$uri = original_URI;
	row$method = method;
	}

event sip_reply(c: connection, version: string, code: count, reason: string) &priority=5
	{
	local row = enter(c, F);
	row$status_msg = reason;
	row$status_code = code;
	}

event sip_end_entity(c: connection, is_orig: bool) &priority=5
	{
	enter(c, is_orig);
	}

event sip_end_entity(c: connection, is_orig: bool) &priority=-5
	{
	if ( is_orig || ! c?$sip )
		return;

	local row = c$sip;
	Log::write(SIP::LOG, row);

	# Behind a provisional reply comes another one to the same request (RFC 3261, section 7.2).
	local is_provisional = ! row?$status_code || row$status_code / 100 == 1;

	if ( ! is_provisional )
		delete c$sip_state$pending[c$sip_state$current_response];
	}

hook finalize_sip(c: connection)
	{
	if ( c?$sip_state )
		for ( _, row in c$sip_state$pending )
			{
			# A row that has some reply is in the log already.
			if ( ! row?$status_code )
				Log::write(SIP::LOG, row);
			}
	}

# ---- Headers ------------------------------------------------------------------------

# What comes before a parameter.
function without(value: string, parameter: pattern): string
	{
	return split_string1(value, parameter)[0];
	}

# Adds a station to a way, unless that is long enough.
function add_station(c: connection, way: vector of string, station: string, limit: count, complaint: string)
	{
	if ( limit == 0 || |way| < limit )
		{
		way += without(station, /; ?branch/);
		return;
		}

	local state = c$sip_state;

	if ( ! state?$ways_cut )
		state$ways_cut = set();

	if ( complaint in state$ways_cut )
		return;

	add state$ways_cut[complaint];
	Reporter::conn_weird(complaint, c);
	}

# Whether a header tells how long the body is.
function is_length(c: connection, value: string, complaint: string): bool
	{
	if ( value == /[0-9]+/ )
		return T;

	Reporter::conn_weird(complaint, c, value);
	return F;
	}

function note_request_header(c: connection, row: Info, name: string, value: string)
	{
	switch ( name )
		{
		case "CALL-ID":
			row$call_id = value;
			break;
		case "CSEQ":
			row$seq = value;
			break;
		case "FROM":
			row$request_from = without(value, /; ?tag=/);
			break;
		case "TO":
			row$request_to = value;
			break;
		case "REPLY-TO":
			row$reply_to = value;
			break;
		case "DATE":
			row$date = value;
			break;
		case "SUBJECT":
			row$subject = value;
			break;
		case "USER-AGENT":
			row$user_agent = value;
			break;
		case "VIA":
			add_station(c, row$request_path, value, max_request_path_length, "sip_max_request_path_length_exceeded");
			break;
		case "CONTENT-LENGTH":
			if ( is_length(c, value, "invalid_SIP_request_body_len") )
				row$request_body_len = to_count(value);
			break;
		}
	}

function note_reply_header(c: connection, row: Info, name: string, value: string)
	{
	switch ( name )
		{
		case "FROM":
			row$response_from = without(value, /; ?tag=/);
			break;
		case "TO":
			row$response_to = value;
			break;
		case "WARNING":
			row$warning = value;
			break;
		case "VIA":
			add_station(c, row$response_path, value, max_response_path_length, "sip_max_response_path_length_exceeded");
			break;
		case "CONTENT-TYPE":
			row$content_type = value;
			break;
		case "CONTENT-LENGTH":
			if ( is_length(c, value, "invalid_SIP_response_body_len") )
				row$response_body_len = to_count(value);
			break;
		}
	}

event sip_header(c: connection, is_orig: bool, name: string, value: string) &priority=5
	{
	local row = enter(c, is_orig);
	local long_name = name in compact_names ? compact_names[name] : name;

	if ( is_orig )
		note_request_header(c, row, long_name, value);
	else
		note_reply_header(c, row, long_name, value);
	}
