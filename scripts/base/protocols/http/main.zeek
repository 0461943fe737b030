##! Logs HTTP: one row for a request and its reply.
##!
##! Requests may be sent before the replies to those before them have come. Rows wait with the connection, numbered
##! in the order of requests; replies count along. A row is written when its reply is complete, or when the
##! connection is removed.

@load base/utils/numbers
@load base/utils/files
@load base/frameworks/tunnels
@load base/protocols/conn/removal-hooks

module HTTP;

export {
	redef enum Log::ID += { LOG };

	## Ports of servers and proxies.
	const ports = { 80/tcp, 81/tcp, 631/tcp, 1080/tcp, 3128/tcp, 8000/tcp, 8080/tcp, 8888/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## What scripts find remarkable about a request and its reply.
	type Tags: enum {
		EMPTY  ##< Stands for nothing.
	};

	## Whether passwords are logged.
	option default_capture_password = F;

	## A row of the log.
	type Info: record {
		## When the request was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The number of the request within the connection.
		trans_depth: count &log;
		## What the client wants done
		method: string &log &optional;
		## on which host
		host: string &log &optional;
		## with which resource.
		uri: string &log &optional;
		## Where the client has the address from: the header is called Referer.
		referrer: string &log &optional;
		## The version of HTTP that the reply names.
		version: string &log &optional;
		## What the client says it is.
		user_agent: string &log &optional;
		## The site that made the client ask.
		origin: string &log &optional;
		## Bytes of the request's body, uncompressed.
		request_body_len: count &log &default=0;
		## Bytes of the reply's body, uncompressed.
		response_body_len: count &log &default=0;
		## How it went, as a number
		status_code: count &log &optional;
		## and in words.
		status_msg: string &log &optional;
		## The same of the last informational reply (1xx).
		info_code: count &log &optional;
		info_msg: string &log &optional;
		## What scripts find remarkable.
		tags: set[Tags] &log;
		## The user, if the request names one (Basic).
		username: string &log &optional;
		## The password that goes with the name.
		password: string &log &optional;
		## Whether it is logged.
		capture_password: bool &default=default_capture_password;
		## Headers that proxies add.
		proxied: set[string] &log &optional;
		## Whether the reply may be a part of the resource (206).
		range_request: bool &default=F;
	};

	## What waits on a connection.
	type State: record {
		## Rows by the number of their request.
		pending: table[count] of Info;
		## The request that is being sent.
		current_request: count &default=0;
		## The reply that is being sent.
		current_response: count &default=0;
		## Rows so far.
		trans_depth: count &default=0;
	};

	## Headers that tell of proxies.
	option proxy_headers: set[string] = {
		"FORWARDED",
		"X-FORWARDED-FOR",
		"X-FORWARDED-FROM",
		"CLIENT-IP",
		"VIA",
		"XROXY-CONNECTION",
		"PROXY-CONNECTION",
	};

	## Methods that are in use. Others are weird.
	option http_methods: set[string] = {
		"GET", "POST", "HEAD", "OPTIONS",
		"PUT", "DELETE", "TRACE", "CONNECT", "QUERY",
		"PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
		"POLL", "REPORT", "SUBSCRIBE", "BMOVE",
		"SEARCH",
	};

	## A row, as it goes to the log.
	global log_http: event(rec: Info);

	## Runs when a connection with HTTP is removed, and logs what still waits.
	global finalize_http: Conn::RemovalHook;

	## How many rows of a connection may wait.
	option max_pending_requests = 100;

	## The longest text in a row; 0: as long as it is.
	const default_max_field_string_bytes = 0 &redef;
}

redef likely_server_ports += { ports };

redef record connection += {
	http: Info &optional;
	http_state: State &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(HTTP::LOG, Log::Stream($columns=Info, $path="http", $ev=log_http, $policy=log_policy,
		$max_field_string_bytes=default_max_field_string_bytes));
	Analyzer::register_for_ports(Analyzer::ANALYZER_HTTP, ports);
	}

function code_in_range(code: count, least: count, most: count): bool
	{
	return least <= code && code <= most;
	}

function is_informational(row: Info): bool
	{
	return row?$status_code && code_in_range(row$status_code, 100, 199);
	}

# The state of a connection, made when it is first asked for.
function state_of(c: connection): State
	{
	if ( c?$http_state )
		return c$http_state;

	Conn::register_removal_hook(c, finalize_http);
	c$http_state = State();
	return c$http_state;
	}

# Has c$http be the row of what a side is sending.
function set_state(c: connection, is_orig: bool): Info
	{
	local state = state_of(c);
	local number = is_orig ? state$current_request : state$current_response;

	if ( number !in state$pending )
		state$pending[number] = Info($ts=network_time(), $uid=c$uid, $id=c$id, $trans_depth=++state$trans_depth);

	c$http = state$pending[number];
	return c$http;
	}

# Too many requests without a reply: replies were lost, and it is no longer known which is whose.
function flush(c: connection, state: State)
	{
	Reporter::conn_weird("HTTP_excessive_pipelining", c, fmt("%d > %d", |state$pending|, max_pending_requests), "HTTP");

	for ( number, row in state$pending )
		if ( number != state$current_request )
			Log::write(HTTP::LOG, row);

	clear_table(state$pending);
	state$current_request = 1;
	state$current_response = 0;
	state$pending[1] = c$http;
	}

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string) &priority=5
	{
	local state = state_of(c);

	# Replies came that nobody asked for: this request is the one behind them.
	if ( ++state$current_request <= state$current_response )
		{
		event conn_weird("HTTP_response_before_request", c, "", "");
		state$current_request = state$current_response + 1;
		}

	local row = set_state(c, T);
	row$uri = unescaped_URI;
	row$method = method;

	if ( |state$pending| > max_pending_requests )
		flush(c, state);

	if ( method !in http_methods )
		event conn_weird("unknown_HTTP_method", c, method, "");
	}

event http_reply(c: connection, version: string, code: count, reason: string) &priority=5
	{
	local state = state_of(c);

	# Behind an informational reply, the one to the same request follows.
	if ( state$current_response !in state$pending || ! is_informational(state$pending[state$current_response]) )
		++state$current_response;

	local row = set_state(c, F);
	row$version = version;
	row$status_code = code;
	row$status_msg = reason;

	if ( code >= 100 && code < 200 )
		{
		row$info_code = code;
		row$info_msg = reason;
		}

	if ( code != 200 || ! row?$method || row$method != "CONNECT" )
		return;

	# A proxy has a connection of its own for each that it carries, so the port of the client says nothing.
	local id = copy(c$id);
	id$orig_p = 0/tcp;
	Tunnel::register(Tunnel::EncapsulatingConn($cid=id, $tunnel_type=Tunnel::HTTP));
	}

# User and password of a header Authorization (RFC 7617).
function take_credentials(c: connection, value: string)
	{
	if ( /^[bB][aA][sS][iI][cC][[:blank:]]/ !in value )
		return;

	local row = c$http;
	local parts = split_string1(decode_base64_conn(c$id, strip(value[5:])), /:/);

	if ( |parts| != 2 )
		{
		row$username = fmt("<problem-decoding> (%s)", value);

		if ( row$capture_password )
			row$password = parts[0];

		return;
		}

	row$username = parts[0];

	if ( row$capture_password )
		row$password = parts[1];
	}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=5
	{
	local row = set_state(c, is_orig);

	if ( ! is_orig )
		return;

	switch ( name )
		{
		case "HOST":
			row$host = value;
			break;
		case "REFERER":
			row$referrer = value;
			break;
		case "USER-AGENT":
			row$user_agent = value;
			break;
		case "ORIGIN":
			row$origin = value;
			break;
		case "RANGE":
			row$range_request = T;
			break;
		case "AUTHORIZATION", "PROXY-AUTHORIZATION":
			take_credentials(c, value);
			break;
		}

	if ( name in proxy_headers )
		{
		if ( ! row?$proxied )
			row$proxied = set();

		add row$proxied[fmt("%s -> %s", name, value)];
		}
	}

event http_message_done(c: connection, is_orig: bool, stat: http_message_stat) &priority=5
	{
	local row = set_state(c, is_orig);

	if ( is_orig )
		row$request_body_len = stat$body_length;
	else
		row$response_body_len = stat$body_length;
	}

event http_message_done(c: connection, is_orig: bool, stat: http_message_stat) &priority=-5
	{
	local row = c$http;

	if ( is_orig || is_informational(row) )
		return;

	local state = c$http_state;
	delete state$pending[state$current_response];
	Log::write(HTTP::LOG, row);
	}

hook finalize_http(c: connection)
	{
	if ( ! c?$http_state )
		return;

	for ( _, row in c$http_state$pending )
		Log::write(HTTP::LOG, row);
	}
