##! Logs IRC: who joins what under which name, and files that are offered.

@load base/protocols/conn/removal-hooks

module IRC;

export {
	redef enum Log::ID += { LOG };

	## Ports of IRC.
	const ports = { 6666/tcp, 6667/tcp, 6668/tcp, 6669/tcp } &redef;

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
		## The nick of the client.
		nick: string &log &optional;
		## The user it says it is.
		user: string &log &optional;

		## The command.
		command: string &log &optional;
		## What it is about.
		value: string &log &optional;
		## What else it says.
		addl: string &log &optional;
	};

	## A row, as it goes to the log.
	global irc_log: event(rec: Info);
}

redef record connection += {
	irc: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(IRC::LOG, Log::Stream($columns=Info, $path="irc", $ev=irc_log, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_IRC, ports);
	}

# The row of a session. Its time is that of the command it was used for last.
function set_session(c: connection): Info
	{
	local now = network_time();

	if ( c?$irc )
		c$irc$ts = now;
	else
		c$irc = Info($ts=now, $uid=c$uid, $id=c$id);

	return c$irc;
	}

# A row is about this command from now on.
function set_command(c: connection, command: string, value: string, addl: string)
	{
	local row = set_session(c);
	row$command = command;
	row$value = value;

	if ( addl == "" )
		delete row$addl;
	else
		row$addl = addl;
	}

event irc_nick_message(c: connection, is_orig: bool, who: string, newnick: string) &priority=5
	{
	if ( is_orig )
		set_command(c, "NICK", newnick, "");
	}

# The row has the nick before; the connection goes on with the new one.
event irc_nick_message(c: connection, is_orig: bool, who: string, newnick: string) &priority=-5
	{
	if ( is_orig )
		{
		Log::write(LOG, c$irc);
		c$irc$nick = newnick;
		}
	}

event irc_user_message(c: connection, is_orig: bool, user: string, host: string, server: string, real_name: string) &priority=5
	{
	if ( is_orig )
		set_command(c, "USER", user, fmt("%s %s %s", host, server, real_name));
	}

event irc_user_message(c: connection, is_orig: bool, user: string, host: string, server: string, real_name: string) &priority=-5
	{
	if ( is_orig )
		{
		Log::write(LOG, c$irc);
		c$irc$user = user;
		}
	}

event irc_join_message(c: connection, is_orig: bool, info_list: irc_join_list) &priority=5
	{
	if ( is_orig )
		set_command(c, "JOIN", "", "");
	}

event irc_join_message(c: connection, is_orig: bool, info_list: irc_join_list) &priority=-5
	{
	if ( ! is_orig )
		return;

	local row = c$irc;

	for ( channel in info_list )
		{
		row$value = channel$channel;
		row$addl = channel$password == "" ? "" : fmt(" with channel key: '%s'", channel$password);
		Log::write(LOG, row);
		}
	}
