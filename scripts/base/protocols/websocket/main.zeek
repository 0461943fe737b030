##! Logs WebSocket: a row for each connection that turned from HTTP to it, with what both sides agreed on.

@load base/protocols/http
@load ./consts

module WebSocket;

redef HTTP::upgrade_analyzers += {
	["websocket"] = Analyzer::ANALYZER_WEBSOCKET,
};

export {
	redef enum Log::ID += { LOG };

	## A row of the log.
	type Info: record {
		## When the handshake was over.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## What the request of HTTP said: whom it is for,
		host: string &log &optional;
		## what it asks for,
		uri: string &log &optional;
		## and who asks.
		user_agent: string &log &optional;
		## What is spoken inside, as the server chose
		subprotocol: string &log &optional;
		## from what the client offered.
		client_protocols: vector of string &log &optional;
		## The extensions that the server chose
		server_extensions: vector of string &log &optional;
		## from what the client offered.
		client_extensions: vector of string &log &optional;
		## The client's key,
		client_key: string &optional;
		## and the server's proof.
		server_accept: string &optional;
	};

	## A row, as it goes to the log.
	global log_websocket: event(rec: Info);

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Says how to look into what a connection carries; what it changes in *config* counts. A break takes the analyzer
	## off.
	##
	## aid: The id of the analyzer.
	global configure_analyzer: hook(c: connection, aid: count, config: AnalyzerConfig);
}

redef record connection += {
	websocket: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(WebSocket::LOG, Log::Stream($columns=Info, $path="websocket", $ev=log_websocket,
		$policy=log_policy));
	}

function odd(c: connection, name: string, detail: string &default="")
	{
	Reporter::conn_weird(name, c, detail, "WebSocket");
	}

# ---- The handshake --------------------------------------------------------------------

# A handshake has one request.
event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string)
	{
	delete c$websocket;
	}

# Adds what a header lists, which may be there several times.
function listed(known: vector of string, value: string): vector of string
	{
	for ( _, part in split_string(value, /,/) )
		known += strip(part);

	return known;
	}

function note_request(c: connection, row: Info, name: string, value: string)
	{
	switch ( name )
		{
		case "SEC-WEBSOCKET-KEY":
			if ( row?$client_key )
				odd(c, "websocket_multiple_key_headers");
			row$client_key = value;
			break;
		case "SEC-WEBSOCKET-PROTOCOL":
			row$client_protocols = listed(row?$client_protocols ? row$client_protocols : vector(), value);
			break;
		case "SEC-WEBSOCKET-EXTENSIONS":
			row$client_extensions = listed(row?$client_extensions ? row$client_extensions : vector(), value);
			break;
		}
	}

function note_reply(c: connection, row: Info, name: string, value: string)
	{
	switch ( name )
		{
		case "SEC-WEBSOCKET-ACCEPT":
			if ( row?$server_accept )
				odd(c, "websocket_multiple_accept_headers");
			row$server_accept = value;
			break;
		case "SEC-WEBSOCKET-PROTOCOL":
			if ( row?$subprotocol )
				odd(c, "websocket_multiple_protocol_headers");
			row$subprotocol = value;
			break;
		case "SEC-WEBSOCKET-EXTENSIONS":
			row$server_extensions = listed(row?$server_extensions ? row$server_extensions : vector(), value);
			break;
		}
	}

event http_header(c: connection, is_orig: bool, name: string, value: string)
	{
	if ( ! starts_with(name, "SEC-WEBSOCKET-") )
		return;

	if ( ! c?$websocket )
		c$websocket = Info($ts=network_time(), $uid=c$uid, $id=c$id);

	if ( is_orig )
		note_request(c, c$websocket, name, value);
	else
		note_reply(c, c$websocket, name, value);
	}

# The proof is a digest in Base64 of the key with something that all know.
function proof_for(key: string): string
	{
	return encode_base64(hexstr_to_bytestring(sha1_hash(key + HANDSHAKE_GUID)));
	}

function check_handshake(c: connection, row: Info)
	{
	if ( ! row?$client_key )
		odd(c, "websocket_missing_key_header");

	if ( ! row?$server_accept )
		odd(c, "websocket_missing_accept_header");

	if ( ! row?$client_key || ! row?$server_accept )
		return;

	local expected = proof_for(row$client_key);

	if ( row$server_accept != expected )
		odd(c, "websocket_wrong_accept_header", fmt("expected=%s, found=%s", expected, row$server_accept));
	}

# ---- What is carried ------------------------------------------------------------------

event websocket_established(c: connection, aid: count) &priority=5
	{
	if ( ! c?$websocket )
		{
		odd(c, "websocket_established_unexpected");
		c$websocket = Info($ts=network_time(), $uid=c$uid, $id=c$id);
		}

	local row = c$websocket;
	row$ts = network_time();
	check_handshake(c, row);

	if ( ! c?$http )
		return;

	if ( c$http?$host )
		row$host = c$http$host;

	if ( c$http?$uri )
		row$uri = c$http$uri;

	if ( c$http?$user_agent )
		row$user_agent = c$http$user_agent;
	}

event websocket_established(c: connection, aid: count) &priority=-5
	{
	local row = c$websocket;
	local config = AnalyzerConfig();

	if ( row?$subprotocol )
		config$subprotocol = row$subprotocol;

	if ( row?$server_extensions )
		config$server_extensions = row$server_extensions;

	if ( hook WebSocket::configure_analyzer(c, aid, config) )
		WebSocket::__configure_analyzer(c, aid, config);
	else
		disable_analyzer(c$id, aid);

	Log::write(LOG, row);
	}
