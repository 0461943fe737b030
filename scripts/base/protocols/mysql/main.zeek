##! Logs MySQL: one row for a login and for each command, with how it went.

@load base/protocols/conn/removal-hooks
@load ./consts

module MySQL;

export {
	redef enum Log::ID += { mysql::LOG };

	## Ports of MySQL.
	const ports = { 1434/tcp, 3306/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the command was sent.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The command, or "login".
		cmd: string &log;
		## What follows it; of logins, the user.
		arg: string &log;
		## Whether it went well; unset if nobody said so.
		success: bool &log &optional;
		## How many rows it changed.
		rows: count &log &optional;
		## What the server says to it.
		response: string &log &optional;
	};

	## A row, as it goes to the log.
	global log_mysql: event(rec: Info);

	## Runs when a connection with MySQL is removed, and logs what still waits.
	global finalize_mysql: Conn::RemovalHook;
}

redef record connection += {
	mysql: Info &optional;
};

# The command that nobody answers.
const quit = 1;

event zeek_init() &priority=5
	{
	Log::create_stream(mysql::LOG, Log::Stream($columns=Info, $path="mysql", $ev=log_mysql, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_MYSQL, ports);
	}

# Logs what waits on a connection.
function log_waiting(c: connection)
	{
	if ( ! c?$mysql )
		return;

	local row = c$mysql;
	delete c$mysql;
	Log::write(mysql::LOG, row);
	}

# ---- What clients want ----------------------------------------------------------------

# Begins a row. What went before will not be answered any more.
function begin(c: connection, cmd: string, arg: string)
	{
	log_waiting(c);
	Conn::register_removal_hook(c, finalize_mysql);
	c$mysql = Info($ts=network_time(), $uid=c$uid, $id=c$id, $cmd=cmd, $arg=arg);
	}

event mysql_handshake(c: connection, username: string)
	{
	begin(c, "login", username);
	}

event mysql_command_request(c: connection, command: count, arg: string) &priority=5
	{
	# Some arguments end with zeros, as their like does in C.
	begin(c, commands[command], gsub(arg, /\x00+$/, ""));
	}

event mysql_command_request(c: connection, command: count, arg: string) &priority=-5
	{
	if ( command == quit )
		log_waiting(c);
	}

event mysql_change_user(c: connection, username: string) &priority=5
	{
	if ( ! c?$mysql )
		return;

	c$mysql$arg = username;
	}

# ---- How it went ----------------------------------------------------------------------

function note_success(c: connection, rows: count)
	{
	if ( ! c?$mysql )
		return;

	local row = c$mysql;
	row$rows = rows;
	row$success = T;
	}

event mysql_ok(c: connection, affected_rows: count) &priority=5
	{
	note_success(c, affected_rows);
	}

event mysql_eof(c: connection, is_intermediate: bool) &priority=5
	{
	if ( ! is_intermediate )
		note_success(c, 0);
	}

event mysql_error(c: connection, code: count, msg: string) &priority=5
	{
	if ( ! c?$mysql )
		return;

	local row = c$mysql;
	row$response = msg;
	row$success = F;
	}

event mysql_ok(c: connection, affected_rows: count) &priority=-5
	{
	log_waiting(c);
	}

event mysql_eof(c: connection, is_intermediate: bool) &priority=-5
	{
	if ( ! is_intermediate )
		log_waiting(c);
	}

event mysql_error(c: connection, code: count, msg: string) &priority=-5
	{
	log_waiting(c);
	}

hook finalize_mysql(c: connection)
	{
	log_waiting(c);
	}
