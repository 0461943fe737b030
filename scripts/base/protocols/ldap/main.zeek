##! Logs LDAP: one row of ldap.log for each request, with its response, and one of ldap_search.log for each search.

@load base/frameworks/reporter
@load base/protocols/conn/removal-hooks
@load ./consts

module LDAP;

export {
	redef enum Log::ID += { LDAP_LOG, LDAP_SEARCH_LOG };

	## Ports of LDAP over TCP
	const ports_tcp = { 389/tcp, 3268/tcp } &redef;

	## and over UDP.
	const ports_udp = { 389/udp } &redef;

	## How many requests of a connection may wait for a response. When there are more, all of them are logged, with a
	## weird. Zero: any number.
	const max_pending_messages = 10 &redef;

	## The same for searches.
	const max_pending_searches = 10 &redef;

	## Whether passwords are logged.
	option default_capture_password = F;

	## Whether it is logged what a search wants to know of entries.
	option default_log_search_attributes = F;

	## The policy of ldap.log
	global log_policy: Log::PolicyHook;

	## and of ldap_search.log.
	global log_policy_search: Log::PolicyHook;

	## Runs when a connection with LDAP is removed, and logs what still waits.
	global finalize_ldap: Conn::RemovalHook;

	## A row of ldap.log.
	type MessageInfo: record {
		## When the request was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The number of the request.
		message_id: int &log &optional;
		## Of logins, the version of LDAP.
		version: int &log &optional;
		## What the client wants.
		opcode: string &log &optional;
		## How it went,
		result: string &log &optional;
		## and what the server says to it.
		diagnostic_message: string &log &optional;
		## The entry or the user that it is about.
		object: string &log &optional;
		## What is done to it, or how the client shows who it is.
		argument: string &log &optional;
	};

	## A row of ldap_search.log.
	type SearchInfo: record {
		## When the search was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The number of the request.
		message_id: int &log &optional;
		## Where entries are looked for,
		scope: string &log &optional;
		## and where other names are followed.
		deref_aliases: string &log &optional;
		## Where the search begins.
		base_object: string &log &optional;
		## How many entries were found.
		result_count: count &log &optional;
		## How it went,
		result: string &log &optional;
		## and what the server says to it.
		diagnostic_message: string &log &optional;
		## What entries are looked for,
		filter: string &log &optional;
		## and what the client wants to know of them.
		attributes: vector of string &log &optional;
	};

	## What waits for a response on a connection, by the number of the request.
	type State: record {
		messages: table[int] of MessageInfo &optional;
		searches: table[int] of SearchInfo &optional;
	};

	## A row of ldap.log, as it goes to the log.
	global log_ldap: event(rec: LDAP::MessageInfo);

	## A row of ldap_search.log, as it goes to the log.
	global log_ldap_search: event(rec: LDAP::SearchInfo);
}

redef record connection += {
	ldap: State &optional;
};

# In place of a password.
const redacted = "REDACTED";

const search_operations = {
	ProtocolOpcode_SEARCH_REQUEST, ProtocolOpcode_SEARCH_RESULT_ENTRY, ProtocolOpcode_SEARCH_RESULT_DONE,
	ProtocolOpcode_SEARCH_RESULT_REFERENCE,
};

# Nobody answers these.
const without_response = { ProtocolOpcode_UNBIND_REQUEST, ProtocolOpcode_ABANDON_REQUEST };

event zeek_init() &priority=5
	{
	Log::create_stream(LDAP::LDAP_LOG, Log::Stream($columns=MessageInfo, $path="ldap", $ev=log_ldap, $policy=log_policy));
	Log::create_stream(LDAP::LDAP_SEARCH_LOG,
		Log::Stream($columns=SearchInfo, $path="ldap_search", $ev=log_ldap_search, $policy=log_policy_search));
	Analyzer::register_for_ports(Analyzer::ANALYZER_LDAP_TCP, ports_tcp);
	Analyzer::register_for_ports(Analyzer::ANALYZER_LDAP_UDP, ports_udp);
	}

# ---- What waits -----------------------------------------------------------------------

function log_messages(c: connection)
	{
	if ( ! c?$ldap || ! c$ldap?$messages )
		return;

	for ( _, row in c$ldap$messages )
		Log::write(LDAP::LDAP_LOG, row);

	delete c$ldap$messages;
	}

function log_searches(c: connection)
	{
	if ( ! c?$ldap || ! c$ldap?$searches )
		return;

	for ( _, row in c$ldap$searches )
		Log::write(LDAP::LDAP_SEARCH_LOG, row);

	delete c$ldap$searches;
	}

hook finalize_ldap(c: connection)
	{
	log_messages(c);
	log_searches(c);
	}

function ensure_state(c: connection)
	{
	if ( c?$ldap )
		return;

	c$ldap = State();
	Conn::register_removal_hook(c, finalize_ldap);
	}

function message_row(c: connection, message_id: int): MessageInfo
	{
	ensure_state(c);

	if ( ! c$ldap?$messages )
		c$ldap$messages = table();

	if ( message_id in c$ldap$messages )
		return c$ldap$messages[message_id];

	if ( max_pending_messages > 0 && |c$ldap$messages| >= max_pending_messages )
		{
		Reporter::conn_weird("LDAP_max_pending_messages_exceeded", c, cat(max_pending_messages), "LDAP");
		log_messages(c);
		c$ldap$messages = table();
		}

	local row = MessageInfo($ts=network_time(), $uid=c$uid, $id=c$id, $message_id=message_id);
	c$ldap$messages[message_id] = row;
	return row;
	}

function search_row(c: connection, message_id: int): SearchInfo
	{
	ensure_state(c);

	if ( ! c$ldap?$searches )
		c$ldap$searches = table();

	if ( message_id in c$ldap$searches )
		return c$ldap$searches[message_id];

	if ( max_pending_searches > 0 && |c$ldap$searches| >= max_pending_searches )
		{
		Reporter::conn_weird("LDAP_max_pending_searches_exceeded", c, cat(max_pending_searches), "LDAP");
		log_searches(c);
		c$ldap$searches = table();
		}

	local row = SearchInfo($ts=network_time(), $uid=c$uid, $id=c$id, $message_id=message_id, $result_count=0);
	c$ldap$searches[message_id] = row;
	return row;
	}

# ---- Requests and responses -----------------------------------------------------------

function end_search(c: connection, message_id: int, result: LDAP::ResultCode, diagnostic_message: string)
	{
	local row = search_row(c, message_id);

	if ( result != ResultCode_Undef )
		row$result = RESULT_CODES[result];

	if ( diagnostic_message != "" )
		row$diagnostic_message = diagnostic_message;

	Log::write(LDAP::LDAP_SEARCH_LOG, row);
	delete c$ldap$searches[message_id];
	}

event LDAP::message(c: connection, message_id: int, opcode: LDAP::ProtocolOpcode, result: LDAP::ResultCode,
		matched_dn: string, diagnostic_message: string, object: string, argument: string)
	{
	if ( opcode == ProtocolOpcode_SEARCH_RESULT_DONE )
		{
		end_search(c, message_id, result, diagnostic_message);
		return;
		}

	if ( opcode in search_operations )
		return;

	local row = message_row(c, message_id);

	if ( ! row?$opcode )
		row$opcode = PROTOCOL_OPCODES[opcode];

	if ( ! row?$object && object != "" )
		row$object = opcode == ProtocolOpcode_EXTENDED_REQUEST && object in EXTENDED_REQUESTS ?
			fmt("%s (%s)", object, EXTENDED_REQUESTS[object]) : object;

	if ( ! row?$argument && argument != "" )
		row$argument = argument;

	if ( diagnostic_message != "" )
		row$diagnostic_message = diagnostic_message;

	if ( result != ResultCode_Undef )
		row$result = RESULT_CODES[result];

	if ( result == ResultCode_Undef && opcode !in without_response )
		return;

	Log::write(LDAP::LDAP_LOG, row);
	delete c$ldap$messages[message_id];
	}

event LDAP::search_request(c: connection, message_id: int, base_object: string, scope: LDAP::SearchScope,
		deref: LDAP::SearchDerefAlias, size_limit: int, time_limit: int, types_only: bool, filter: string,
		attributes: vector of string)
	{
	local row = search_row(c, message_id);
	row$scope = SEARCH_SCOPES[scope];
	row$deref_aliases = SEARCH_DEREF_ALIASES[deref];
	row$filter = filter;

	if ( base_object != "" )
		row$base_object = base_object;

	if ( default_log_search_attributes )
		row$attributes = attributes;
	}

event LDAP::search_result_entry(c: connection, message_id: int, object_name: string)
	{
	++search_row(c, message_id)$result_count;
	}

event LDAP::bind_request(c: connection, message_id: int, version: int, name: string, auth_type: LDAP::BindAuthType, auth_info: string)
	{
	local row = message_row(c, message_id);
	row$version = version;

	switch ( auth_type ) {
		case BindAuthType_BIND_AUTH_SIMPLE:
			row$opcode = BIND_SIMPLE;
			break;
		case BindAuthType_BIND_AUTH_SASL:
			row$opcode = BIND_SASL;
			break;
		case BindAuthType_SICILY_NEGOTIATE:
			row$opcode = BIND_SICILY_NEGOTIATE;
			break;
		case BindAuthType_SICILY_RESPONSE:
			row$opcode = BIND_SICILY_RESPONSE;
			break;
	}

	local is_secret = auth_type == BindAuthType_BIND_AUTH_SIMPLE && ! default_capture_password;

	if ( auth_info != "" )
		row$argument = is_secret ? redacted : auth_info;
	}
