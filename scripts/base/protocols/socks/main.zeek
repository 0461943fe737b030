##! Logs SOCKS: one row for each tunnel that a client asks for. What is in the tunnel is found like any other protocol.

@load base/frameworks/tunnels
@load base/protocols/conn/removal-hooks
@load ./consts

module SOCKS;

export {
	redef enum Log::ID += { LOG };

	## Ports of SOCKS.
	const ports: set[port] = { 1080/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## Whether passwords are logged.
	option default_capture_password = F;

	## A row of the log.
	type Info: record {
		## When the first message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## 4 or 5.
		version: count &log;
		## Who the client says it is,
		user: string &log &optional;
		## and its password.
		password: string &log &optional;
		## How it went.
		status: string &log &optional;
		## Where the client wants to go: an address or a name,
		request: SOCKS::Address &log &optional;
		## and a port.
		request_p: port &log &optional;
		## What the server uses there: an address or a name,
		bound: SOCKS::Address &log &optional;
		## and a port.
		bound_p: port &log &optional;
		## Whether the password of this connection is logged.
		capture_password: bool &default=default_capture_password;
	};

	## A row, as it goes to the log.
	global log_socks: event(rec: Info);

	## Runs when a connection with SOCKS is removed, and logs it.
	global finalize_socks: Conn::RemovalHook;
}

redef record connection += {
	socks: SOCKS::Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(SOCKS::LOG, Log::Stream($columns=Info, $path="socks", $ev=log_socks, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SOCKS, ports);
	}

function set_session(c: connection, version: count): Info
	{
	if ( ! c?$socks )
		{
		c$socks = Info($ts=network_time(), $uid=c$uid, $id=c$id, $version=version);
		Conn::register_removal_hook(c, finalize_socks);
		}

	return c$socks;
	}

event socks_request(c: connection, version: count, request_type: count, sa: SOCKS::Address, p: port, user: string) &priority=5
	{
	local row = set_session(c, version);
	row$request = sa;
	row$request_p = p;

	if ( user != "" )
		row$user = user;

	# Whatever ports the client uses, its connections are one tunnel.
	local ends = copy(c$id);
	ends$orig_p = 0/tcp;
	Tunnel::register(Tunnel::EncapsulatingConn($cid=ends, $tunnel_type=Tunnel::SOCKS));
	}

event socks_reply(c: connection, version: count, reply: count, sa: SOCKS::Address, p: port) &priority=5
	{
	local row = set_session(c, version);
	row$status = version == 5 ? v5_status[reply] : v4_status[reply];
	row$bound = sa;
	row$bound_p = p;
	}

event socks_login_userpass_request(c: connection, user: string, password: string) &priority=5
	{
	local row = set_session(c, 5);
	row$user = user;

	if ( row$capture_password )
		row$password = password;
	}

event socks_login_userpass_reply(c: connection, code: count) &priority=5
	{
	set_session(c, 5)$status = v5_status[code];
	}

hook finalize_socks(c: connection)
	{
	if ( c?$socks )
		Log::write(SOCKS::LOG, c$socks);
	}
