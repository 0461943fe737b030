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
	# The reply at hand, where several requests wait: its headers tell whose it is.
	reply: Info &optional;
	reply_call_id: string &default="";
	reply_seq: string &default="";
};

# Requests of one connection that wait at once. Behind more, a new one takes the place of the last.
const max_waiting = 100;

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

function state_of(c: connection): State
	{
	if ( ! c?$sip_state )
		{
		Conn::register_removal_hook(c, finalize_sip);
		c$sip_state = State();
		}

	return c$sip_state;
	}

# Has c$sip be the row that a message of one side belongs to.
function enter(c: connection, is_request: bool): Info
	{
	local state = state_of(c);

	if ( ! is_request && state?$reply )
		{
		c$sip = state$reply;
		return c$sip;
		}

	local waiting = state$pending;
	local number = is_request ? c$sip_state$current_request : c$sip_state$current_response;

	if ( number !in waiting )
		waiting[number] = new_row(c, number);

	c$sip = waiting[number];
	return c$sip;
	}

# A request leaves the row of one that waits alone. ACK waits for nothing (RFC 3261, section 17).
function begin_request(c: connection)
	{
	local state = state_of(c);

	if ( state$current_request !in state$pending || |state$pending| >= max_waiting )
		return;

	local row = state$pending[state$current_request];

	if ( row?$method && row$method != "ACK" && ! row?$status_code )
		++state$current_request;
	}

# A request that is sent again has a row already.
function drop_repeated(c: connection)
	{
	local state = state_of(c);
	local row = c$sip;

	if ( ! row?$call_id || ! row?$seq )
		return;

	for ( number, other in state$pending )
		if ( number != state$current_request && other?$call_id && other?$seq && other$call_id == row$call_id &&
		     other$seq == row$seq )
			{
			delete state$pending[state$current_request];
			state$current_request = number;
			c$sip = other;
			return;
			}
	}

# The number of the oldest request that waits, or of the one that a reply names.
function answered_by(state: State): count
	{
	local oldest = state$current_request;

	for ( number, row in state$pending )
		{
		if ( row?$call_id && row?$seq && row$call_id == state$reply_call_id && row$seq == state$reply_seq )
			return number;

		if ( number < oldest )
			oldest = number;
		}

	return oldest;
	}

function begin_reply(c: connection)
	{
	local state = state_of(c);
	delete state$reply;
	state$reply_call_id = state$reply_seq = "";

	if ( |state$pending| > 1 )
		state$reply = new_row(c, 0);
	else
		state$current_response = answered_by(state);
	}

# Gives the reply at hand to the request that it answers.
function end_reply(c: connection)
	{
	local state = state_of(c);

	if ( ! state?$reply )
		return;

	local reply = state$reply;
	delete state$reply;
	state$current_response = answered_by(state);
	local row = enter(c, F);

	if ( reply?$status_code )
		row$status_code = reply$status_code;

	if ( reply?$status_msg )
		row$status_msg = reply$status_msg;

	if ( reply?$response_from )
		row$response_from = reply$response_from;

	if ( reply?$response_to )
		row$response_to = reply$response_to;

	if ( reply?$warning )
		row$warning = reply$warning;

	if ( reply?$content_type )
		row$content_type = reply$content_type;

	if ( reply?$response_body_len )
		row$response_body_len = reply$response_body_len;

	for ( _, station in reply$response_path )
		if ( max_response_path_length == 0 || |row$response_path| < max_response_path_length )
			row$response_path += station;
	}

event sip_request(c: connection, method: string, original_URI: string, version: string) &priority=5
	{
	if ( method !in sip_methods )
		Reporter::conn_weird("unknown_SIP_method", c, method);

	begin_request(c);
	local row = enter(c, T);
	row$uri = original_URI;
	row$method = method;
	}

event sip_reply(c: connection, version: string, code: count, reason: string) &priority=5
	{
	begin_reply(c);
	local row = enter(c, F);
	row$status_msg = reason;
	row$status_code = code;
	}

event sip_end_entity(c: connection, is_orig: bool) &priority=5
	{
	enter(c, is_orig);

	if ( is_orig )
		drop_repeated(c);
	else
		end_reply(c);
	}

event sip_end_entity(c: connection, is_orig: bool) &priority=-5
	{
	if ( is_orig || ! c?$sip )
		return;

	local row = c$sip;
	Log::write(SIP::LOG, row);

	# Behind a provisional reply comes another one to the same request (RFC 3261, section 7.2).
	local is_provisional = ! row?$status_code || row$status_code / 100 == 1;

	if ( is_provisional )
		return;

	delete c$sip_state$pending[c$sip_state$current_response];

	if ( |c$sip_state$pending| == 0 )
		c$sip_state$current_request = c$sip_state$current_response = 0;
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
		{
		note_request_header(c, row, long_name, value);
		return;
		}

	note_reply_header(c, row, long_name, value);

	if ( long_name == "CALL-ID" )
		c$sip_state$reply_call_id = value;
	else if ( long_name == "CSEQ" )
		c$sip_state$reply_seq = value;
	}
