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
		## Whether the way of a request was too long to be kept.
		request_path_cut: bool &default=F;
		## Whether that of a reply was.
		response_path_cut: bool &default=F;
	};

	## Methods that are known. Others raise a weird.
	option sip_methods: set[string] = { "REGISTER", "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "NOTIFY", "SUBSCRIBE" };

	## A row, as it goes to the log.
	global log_sip: event(rec: Info);

	## Runs when a connection with SIP is removed, and logs what was not answered.
	global finalize_sip: Conn::RemovalHook;

	## How many stations of the way of a request are kept.
	const max_request_path_length: count = 100 &redef;

	## How many of the way of a reply.
	const max_response_path_length: count = 100 &redef;
}

redef record connection += {
	sip: Info &optional;
	sip_state: State &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(SIP::LOG, Log::Stream($columns=Info, $path="sip", $ev=log_sip, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SIP, ports);
	}

# Finds the row that a message belongs to, or begins one.
function find_row(c: connection, is_request: bool)
	{
	if ( ! c?$sip_state )
		{
		c$sip_state = State();
		Conn::register_removal_hook(c, finalize_sip);
		}

	local state = c$sip_state;
	local number = is_request ? state$current_request : state$current_response;

	if ( number !in state$pending )
		state$pending[number] = Info($ts=network_time(), $uid=c$uid, $id=c$id, $trans_depth=number,
			$request_path=vector(), $response_path=vector());

	c$sip = state$pending[number];
	}

function is_final(row: Info): bool
	{
	return row?$status_code && ( row$status_code < 100 || row$status_code >= 200 );
	}

# ---- What both sides send -----------------------------------------------------------

# The length of a body; a weird if it is none.
function body_length(c: connection, what: string, value: string, row: Info, is_request: bool)
	{
	if ( value != /^[0-9]+$/ )
		{
		Reporter::conn_weird(what, c, value);
		return;
		}

	if ( is_request )
		row$request_body_len = to_count(value);
	else
		row$response_body_len = to_count(value);
	}

# A station, without its parameters. False: there are too many.
function add_station(path: vector of string, value: string, limit: count): bool
	{
	if ( |path| >= limit )
		return F;

	path += split_string1(value, /;[ ]?branch/)[0];
	return T;
	}

function without_tag(value: string): string
	{
	return split_string1(value, /;[ ]?tag=/)[0];
	}

event sip_request(c: connection, method: string, original_URI: string, version: string) &priority=5
	{
	find_row(c, T);
	c$sip$method = method;
	c$sip$uri = original_URI;

	if ( method !in sip_methods )
		Reporter::conn_weird("unknown_SIP_method", c, method);
	}

event sip_reply(c: connection, version: string, code: count, reason: string) &priority=5
	{
	find_row(c, F);
	c$sip$status_code = code;
	c$sip$status_msg = reason;
	}

function request_header(c: connection, name: string, value: string)
	{
	local row = c$sip;

	switch ( name )
		{
		case "FROM", "F":
			row$request_from = without_tag(value);
			break;
		case "TO", "T":
			row$request_to = value;
			break;
		case "VIA", "V":
			if ( ! add_station(row$request_path, value, max_request_path_length) && ! c$sip_state$request_path_cut )
				{
				c$sip_state$request_path_cut = T;
				Reporter::conn_weird("sip_max_request_path_length_exceeded", c);
				}
			break;
		case "CONTENT-LENGTH", "L":
			body_length(c, "invalid_SIP_request_body_len", value, row, T);
			break;
		case "REPLY-TO":
			row$reply_to = value;
			break;
		case "SUBJECT", "S":
			row$subject = value;
			break;
		case "USER-AGENT":
			row$user_agent = value;
			break;
		case "CALL-ID", "I":
			row$call_id = value;
			break;
		case "CSEQ":
			row$seq = value;
			break;
		case "DATE":
			row$date = value;
			break;
		}
	}

function reply_header(c: connection, name: string, value: string)
	{
	local row = c$sip;

	switch ( name )
		{
		case "FROM", "F":
			row$response_from = without_tag(value);
			break;
		case "TO", "T":
			row$response_to = value;
			break;
		case "VIA", "V":
			if ( ! add_station(row$response_path, value, max_response_path_length) && ! c$sip_state$response_path_cut )
				{
				c$sip_state$response_path_cut = T;
				Reporter::conn_weird("sip_max_response_path_length_exceeded", c);
				}
			break;
		case "CONTENT-LENGTH", "L":
			body_length(c, "invalid_SIP_response_body_len", value, row, F);
			break;
		case "CONTENT-TYPE", "C":
			row$content_type = value;
			break;
		case "WARNING":
			row$warning = value;
			break;
		}
	}

event sip_header(c: connection, is_orig: bool, name: string, value: string) &priority=5
	{
	find_row(c, is_orig);

	if ( is_orig )
		request_header(c, name, value);
	else
		reply_header(c, name, value);
	}

event sip_end_entity(c: connection, is_orig: bool) &priority=5
	{
	find_row(c, is_orig);
	}

event sip_end_entity(c: connection, is_orig: bool) &priority=-5
	{
	if ( is_orig || ! c?$sip )
		return;

	Log::write(SIP::LOG, c$sip);

	if ( is_final(c$sip) )
		delete c$sip_state$pending[c$sip_state$current_response];
	}

hook finalize_sip(c: connection)
	{
	if ( ! c?$sip_state )
		return;

	# A row that has some reply is in the log already.
	for ( _, row in c$sip_state$pending )
		if ( ! row?$status_code )
			Log::write(SIP::LOG, row);
	}
