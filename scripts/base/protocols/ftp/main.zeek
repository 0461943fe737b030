##! Logs FTP: one row for a command of interest and its reply. Data channels that a session talks about are expected,
##! so that the files on them are seen and belong to the session.

@load ./info
@load ./utils
@load ./utils-commands
@load base/utils/paths
@load base/utils/numbers
@load base/utils/addrs
@load base/frameworks/cluster
@load base/frameworks/notice/weird
@load base/protocols/conn/removal-hooks

module FTP;

export {
	redef enum Log::ID += { LOG };

	## Ports of FTP.
	const ports = { 21/tcp, 2811/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Commands that are logged.
	option logged_commands = { "APPE", "DELE", "RETR", "STOR", "STOU", "ACCT", "PORT", "PASV", "EPRT", "EPSV" };

	## Users that are guests: their passwords are no secrets.
	option guest_ids = { "anonymous", "ftp", "ftpuser", "guest" };

	## The three digits of the code of a reply.
	type ReplyCode: record {
		x: count;
		y: count;
		z: count;
	};

	## Takes the code of a reply apart.
	global parse_ftp_reply_code: function(code: count): ReplyCode;

	## A row, as it goes to the log.
	global log_ftp: event(rec: Info);

	## Runs when a connection with FTP is removed, and logs what still waits.
	global finalize_ftp: Conn::RemovalHook;

	## Runs when a data channel is removed, which is expected no longer then.
	global finalize_ftp_data: hook(c: connection);

	## How many commands may wait for their replies; further ones raise a weird FTP_too_many_pending_commands.
	option max_pending_commands = 20;

	## The longest name of a user that is logged; longer ones are cut.
	option max_user_length = 128;

	## The longest password that is logged; longer ones are cut.
	option max_password_length = 128;

	## The longest argument that is logged; longer ones are cut.
	option max_arg_length = 4096;

	## The longest text of a reply that is logged; longer ones are cut.
	option max_reply_msg_length = 4096;

	## How many data channels may be expected at a time; further ones raise a weird
	## FTP_too_many_expected_data_channels. 0: any number.
	option max_expected_data_channels = 100000;

	## Whether a session with a user has a row if no command of it is logged.
	option log_at_least_one_command = T;
}

redef record connection += {
	ftp: Info &optional;
	ftp_data_reuse: bool &default=F;
};

# Sessions by the data channels they expect.
global ftp_data_expected: table[addr, port] of Info &read_expire=5mins;

# Commands whose argument is a file.
const file_commands = { "APPE", "DELE", "RETR", "STOR", "STOU", "SIZE", "MDTM", "MKD", "RMD", "RNFR", "RNTO" };

event zeek_init() &priority=5
	{
	Log::create_stream(FTP::LOG, Log::Stream($columns=Info, $path="ftp", $ev=log_ftp, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_FTP, ports);
	}

function parse_ftp_reply_code(code: count): ReplyCode
	{
	return ReplyCode($x=code / 100, $y=code / 10 % 10, $z=code % 10);
	}

# How long the path of a folder may get.
const max_path_length = 4096;

redef record Info += {
	# Whether it got longer.
	cut_path: bool &default=F;
};

# A text that is not longer than allowed; says so where it was.
function shortened(c: connection, text: string, limit: count, name: string): string
	{
	if ( |text| <= limit )
		return text;

	Reporter::conn_weird(name, c, cat(|text|), "FTP");
	return text[:limit];
	}

function set_ftp_session(c: connection)
	{
	if ( c?$ftp )
		return;

	local row = Info($ts=network_time(), $uid=c$uid, $id=c$id);
	row$cmdarg = add_pending_cmd(row$pending_commands, ++row$command_seq, "<init>", "");
	c$ftp = row;
	Conn::register_removal_hook(c, finalize_ftp);
	}

# ---- Rows ---------------------------------------------------------------------------

function is_secret(row: Info): bool
	{
	return ! row$capture_password && to_lower(row$user) !in guest_ids;
	}

# Logs the present command with the latest reply.
function log_row(c: connection)
	{
	local row = c$ftp;
	local cmd = row$cmdarg$cmd;
	local arg = row$cmdarg$arg;
	row$logged_command_seen = T;

	if ( row?$password && is_secret(row) )
		row$password = "<hidden>";

	if ( cmd == "PASS" && is_secret(row) )
		arg = "<hidden>";
	else if ( cmd in file_commands )
		arg = fmt("ftp://%s%s", addr_to_uri(row$id$resp_h), url_path(row, arg));

	row$ts = row$cmdarg$ts;
	row$command = cmd;

	if ( arg == "" )
		delete row$arg;
	else
		row$arg = shortened(c, arg, max_arg_length, "FTP_arg_too_long");

	Log::write(FTP::LOG, row);
	}

# A command is over: logs it if it is of interest, and forgets what was about it alone.
function finish_command(c: connection)
	{
	local row = c$ftp;

	if ( row$cmdarg$cmd in logged_commands )
		log_row(c);

	delete row$mime_type;
	delete row$file_size;
	delete row$data_channel;
	delete row$fuid;
	}

# ---- Data channels ------------------------------------------------------------------

function expect_data(c: connection, passive: bool, orig_h: addr, resp_h: addr, resp_p: port)
	{
	local row = c$ftp;
	row$passive = passive;
	row$data_channel = ExpectedDataChannel($passive=passive, $orig_h=orig_h, $resp_h=resp_h, $resp_p=resp_p);

	if ( max_expected_data_channels > 0 && |ftp_data_expected| >= max_expected_data_channels
	     && [resp_h, resp_p] !in ftp_data_expected )
		{
		Reporter::net_weird("FTP_too_many_expected_data_channels", cat(max_expected_data_channels), "FTP");
		return;
		}

	ftp_data_expected[resp_h, resp_p] = row;
	Analyzer::schedule_analyzer(orig_h, resp_h, resp_p, Analyzer::ANALYZER_FTP_DATA, 5mins);
	}

# The client says where it waits.
function note_client_waits(c: connection, cmd: string, arg: string)
	{
	local place = cmd == "PORT" ? parse_ftp_port(arg) : parse_eftp_port(arg);

	if ( place$valid )
		expect_data(c, F, c$id$resp_h, place$h, place$p);
	}

# The server says where it waits.
function note_server_waits(c: connection, cmd: string, msg: string)
	{
	local place = cmd == "PASV" ? parse_ftp_pasv(msg) : parse_ftp_epsv(msg);

	if ( ! place$valid )
		return;

	local host = place$h == [::] || place$h == 0.0.0.0 ? c$id$resp_h : place$h;
	expect_data(c, T, c$id$orig_h, host, place$p);
	}

event scheduled_analyzer_applied(c: connection, a: Analyzer::Tag) &priority=10
	{
	if ( a != Analyzer::ANALYZER_FTP_DATA || [c$id$resp_h, c$id$resp_p] !in ftp_data_expected )
		return;

	Conn::register_removal_hook(c, finalize_ftp_data);
	add c$service["ftp-data"];
	}

# The same ports serve a further channel: it stays expected.
event connection_reused(c: connection) &priority=5
	{
	if ( "ftp-data" in c$service )
		c$ftp_data_reuse = T;
	}

hook finalize_ftp_data(c: connection)
	{
	if ( ! c$ftp_data_reuse )
		delete ftp_data_expected[c$id$resp_h, c$id$resp_p];
	}

# ---- Commands and replies -----------------------------------------------------------

event ftp_request(c: connection, command: string, arg: string) &priority=5
	{
	set_ftp_session(c);
	local row = c$ftp;

	# With this one begins the next exchange; until here, replies to the one before could come.
	if ( row?$reply_code && remove_pending_cmd(row$pending_commands, row$cmdarg) )
		finish_command(c);

	if ( |row$pending_commands| >= max_pending_commands )
		Reporter::conn_weird("FTP_too_many_pending_commands", c, cat(|row$pending_commands|), "FTP");
	else
		add_pending_cmd(row$pending_commands, ++row$command_seq, command, arg);

	switch ( command )
		{
		case "USER":
			row$user = shortened(c, arg, max_user_length, "FTP_user_too_long");
			break;

		case "PASS":
			row$password = shortened(c, arg, max_password_length, "FTP_password_too_long");
			break;

		case "PORT", "EPRT":
			note_client_waits(c, command, arg);
			break;
		}
	}

# A path that is not longer than allowed; says once where one was.
function shortened_path(c: connection, path: string): string
	{
	if ( |path| <= max_path_length )
		return path;

	if ( ! c$ftp$cut_path )
		Reporter::conn_weird("FTP_path_too_long", c, cat(|path|), "FTP");

	c$ftp$cut_path = T;
	return path[:max_path_length];
	}

# Moves the session to where its commands lead.
function follow_folder(c: connection, code: count, msg: string)
	{
	local row = c$ftp;
	local command = row$cmdarg;

	# A reply of several lines moves it once.
	if ( command$cwd_consumed )
		return;

	switch ( command$cmd )
		{
		case "CWD", "XCWD":
			if ( code / 100 == 2 )
				row$cwd = shortened_path(c, build_path_compressed(row$cwd, command$arg));
			break;

		case "CDUP", "XCUP":
			if ( code / 100 == 2 )
				row$cwd = build_path_compressed(row$cwd, "..");
			break;

		case "PWD", "XPWD":
			if ( code == 257 )
				row$cwd = shortened_path(c, extract_path(msg));
			break;

		default:
			return;
		}

	command$cwd_consumed = T;
	}

# Whether a command waits that was sent after the present one.
function has_later(row: Info): bool
	{
	for ( seq in row$pending_commands )
		if ( seq > row$cmdarg$seq )
			return T;

	return F;
	}

# What a reply says of the file in question.
function note_size(row: Info, code: count, msg: string)
	{
	if ( code == 213 && row$cmdarg$cmd == "SIZE" )
		row$file_size = extract_count(msg);
	else if ( code == 150 && row$cmdarg$cmd == "RETR" && /[0-9]/ in msg )
		row$file_size = extract_count(msg, F);
	}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool) &priority=5
	{
	set_ftp_session(c);

	# Within a reply of several lines the first and the last count.
	if ( code == 0 )
		return;

	local row = c$ftp;
	row$cmdarg = get_pending_cmd(row$pending_commands, code, msg);
	row$reply_code = code;
	row$reply_msg = shortened(c, msg, max_reply_msg_length, "FTP_reply_msg_too_long");
	note_size(row, code, msg);
	follow_folder(c, code, msg);

	if ( cont_resp || code / 100 == 1 )
		return;

	if ( code == 227 && row$cmdarg$cmd == "PASV" || code == 229 && row$cmdarg$cmd == "EPSV" )
		note_server_waits(c, row$cmdarg$cmd, msg);

	# A client that does not wait for replies: the next one belongs to another command.
	if ( has_later(row) && remove_pending_cmd(row$pending_commands, row$cmdarg) )
		finish_command(c);
	}

hook finalize_ftp(c: connection)
	{
	if ( ! c?$ftp )
		return;

	local row = c$ftp;

	# What was learned last is about this one.
	if ( row?$reply_code && remove_pending_cmd(row$pending_commands, row$cmdarg) )
		finish_command(c);

	for ( _, ca in row$pending_commands )
		{
		row$cmdarg = ca;
		finish_command(c);
		}

	if ( log_at_least_one_command && ! row$logged_command_seen && row$user != "<unknown>" )
		log_row(c);
	}
