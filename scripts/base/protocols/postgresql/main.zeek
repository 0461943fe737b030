##! Logs PostgreSQL: one row for a wish for TLS, for a login, for each query that is sent as text, and for the end.

@load base/protocols/conn/removal-hooks
@load ./consts
@load ./spicy-events

module PostgreSQL;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Ports of PostgreSQL.
	const ports = { 5432/tcp } &redef;

	## A version of the protocol.
	type Version: record {
		major: count;
		minor: count;
	};

	## A row of the log.
	type Info: record {
		## When the client began.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Who the client says it is,
		user: string &optional &log;
		## what it wants to use,
		database: string &optional &log;
		## and which program it is.
		application_name: string &optional &log;
		## What the client wants: ssl_request, startup, simple_query or terminate,
		frontend: string &optional &log;
		## and more of it: the query.
		frontend_arg: string &optional &log;
		## What the server answers,
		backend: string &optional &log;
		## and more of it: ways to log in, fields of errors and notices.
		backend_arg: string &optional &log;
		## Whether it went well; unset if nobody said so.
		success: bool &optional &log;
		## How many rows a query brought.
		rows: count &optional &log;
	};

	## What is known of a connection.
	type State: record {
		version: Version &optional;
		user: string &optional;
		database: string &optional;
		application_name: string &optional;
		## Rows of the query at hand.
		rows: count &optional;
		## Fields of the error at hand.
		errors: vector of string;
		## Whether a column of a row was cut.
		is_cut: bool &default=F;
	};

	## A row, as it goes to the log.
	global log_postgresql: event(rec: Info);

	## Runs when a connection with PostgreSQL is removed, and logs what still waits.
	global finalize_postgresql: Conn::RemovalHook;
}

# Of what a server answers, as far as it is gathered in a row.
const max_column_length = 4096;

redef record connection += {
	postgresql: Info &optional;
	postgresql_state: State &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(PostgreSQL::LOG,
		Log::Stream($columns=Info, $path="postgresql", $ev=log_postgresql, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_POSTGRESQL, ports);
	}

# ---- Rows -----------------------------------------------------------------------------

function log_waiting(c: connection)
	{
	if ( ! c?$postgresql )
		return;

	local row = c$postgresql;
	delete c$postgresql;
	Log::write(PostgreSQL::LOG, row);
	}

hook finalize_postgresql(c: connection)
	{
	log_waiting(c);
	}

function state_of(c: connection): State
	{
	if ( ! c?$postgresql_state )
		{
		c$postgresql_state = State();
		Conn::register_removal_hook(c, finalize_postgresql);
		}

	return c$postgresql_state;
	}

function row_of(c: connection): Info
	{
	local state = state_of(c);

	if ( c?$postgresql )
		return c$postgresql;

	local row = Info($ts=network_time(), $uid=c$uid, $id=c$id);

	if ( state?$user )
		row$user = state$user;

	if ( state?$database )
		row$database = state$database;

	if ( state?$application_name )
		row$application_name = state$application_name;

	c$postgresql = row;
	return row;
	}

# Begins a row; what went before gets no answer any more.
function begin(c: connection, frontend: string): Info
	{
	log_waiting(c);
	local row = row_of(c);
	row$frontend = frontend;
	return row;
	}

# Appends to a column. A server may answer as much as it likes, but a row has its limit.
function joined(c: connection, before: string, what: string): string
	{
	if ( |before| >= max_column_length )
		return before;

	local all = before == "" ? what : fmt("%s,%s", before, what);

	if ( |all| <= max_column_length )
		return all;

	if ( ! state_of(c)$is_cut )
		Reporter::conn_weird("PostgreSQL_column_too_long", c, "", "PostgreSQL");

	state_of(c)$is_cut = T;
	return all[:max_column_length];
	}

function add_backend(c: connection, row: Info, what: string)
	{
	row$backend = joined(c, row?$backend ? row$backend : "", what);
	}

function add_backend_arg(c: connection, row: Info, what: string)
	{
	row$backend_arg = joined(c, row?$backend_arg ? row$backend_arg : "", what);
	}

# ---- How a session begins and ends ----------------------------------------------------

event PostgreSQL::ssl_request(c: connection)
	{
	begin(c, "ssl_request");
	}

event PostgreSQL::ssl_reply(c: connection, data: string)
	{
	local row = row_of(c);
	row$backend = "ssl_reply";
	row$backend_arg = data;
	row$success = data == "S";
	log_waiting(c);
	}

event PostgreSQL::startup_parameter(c: connection, name: string, value: string)
	{
	local state = state_of(c);

	switch ( name ) {
		case "user":
			state$user = value;
			break;
		case "database":
			state$database = value;
			break;
		case "application_name":
			state$application_name = value;
			break;
	}
	}

event PostgreSQL::startup_message(c: connection, major: count, minor: count)
	{
	state_of(c)$version = Version($major=major, $minor=minor);
	begin(c, "startup");
	}

event PostgreSQL::authentication_request(c: connection, identifier: count, data: string)
	{
	local row = row_of(c);
	add_backend(c, row, "auth_request");
	add_backend_arg(c, row, auth_ids[identifier]);
	}

event PostgreSQL::authentication_ok(c: connection)
	{
	local row = row_of(c);
	row$backend = "auth_ok";
	row$success = T;
	}

event PostgreSQL::terminate(c: connection)
	{
	begin(c, "terminate");
	log_waiting(c);
	}

# ---- Queries --------------------------------------------------------------------------

event PostgreSQL::simple_query(c: connection, query: string)
	{
	begin(c, "simple_query")$frontend_arg = query;
	state_of(c)$rows = 0;
	}

event PostgreSQL::data_row(c: connection, column_values: count)
	{
	local state = state_of(c);

	if ( state?$rows )
		++state$rows;
	}

event PostgreSQL::ready_for_query(c: connection, transaction_status: string)
	{
	local state = state_of(c);

	if ( c?$postgresql )
		{
		local row = c$postgresql;

		if ( ! row?$success )
			row$success = T;

		if ( state?$rows )
			row$rows = state$rows;

		log_waiting(c);
		}

	delete state$rows;
	}

event PostgreSQL::error_response_identified_field(c: connection, code: string, value: string)
	{
	state_of(c)$errors += fmt("%s=%s", error_ids[code], value);
	}

event PostgreSQL::error_response(c: connection)
	{
	local state = state_of(c);
	local row = row_of(c);
	add_backend(c, row, "error");
	add_backend_arg(c, row, join_string_vec(state$errors, ","));
	row$success = F;
	state$errors = vector();
	delete state$rows;
	log_waiting(c);
	}

event PostgreSQL::notice_response_identified_field(c: connection, code: string, value: string)
	{
	if ( c?$postgresql )
		add_backend_arg(c, c$postgresql, fmt("%s=%s", error_ids[code], value));
	}
