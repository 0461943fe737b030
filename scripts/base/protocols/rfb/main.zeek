##! Logs RFB, the protocol of VNC: one row for each connection to a desktop.

@load base/protocols/conn/removal-hooks

module RFB;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the first message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version of the client
		client_major_version: string &log &optional;
		client_minor_version: string &log &optional;
		## and of the server.
		server_major_version: string &log &optional;
		server_minor_version: string &log &optional;
		## How the client proves who it is
		authentication_method: string &log &optional;
		## and whether it could.
		auth: bool &log &optional;
		## Whether others may stay on the desktop.
		share_flag: bool &log &optional;
		## The name of the desktop
		desktop_name: string &log &optional;
		## and its size.
		width: count &log &optional;
		height: count &log &optional;
		## Whether this is in the log.
		done: bool &default=F;
	};

	## A row, as it goes to the log.
	global log_rfb: event(rec: Info);

	## Runs when a connection with RFB is removed, and logs it unless that was done.
	global finalize_rfb: Conn::RemovalHook;
}

redef record connection += {
	rfb: Info &optional;
};

# Ways to authenticate (the IANA registry of RFB security types).
const methods: table[count] of string = {
	[0] = "Invalid", [1] = "None", [2] = "VNC", [16] = "Tight", [17] = "Ultra", [18] = "TLS", [19] = "VeNCrypt",
	[20] = "GTK-VNC SASL", [21] = "MD5 hash authentication", [22] = "Colin Dean xvp", [30] = "Apple Remote Desktop",
} &default="RealVNC";

event zeek_init() &priority=5
	{
	Log::create_stream(RFB::LOG, Log::Stream($columns=Info, $path="rfb", $ev=log_rfb, $policy=log_policy));
	}

function set_session(c: connection): Info
	{
	if ( ! c?$rfb )
		{
		c$rfb = Info($ts=network_time(), $uid=c$uid, $id=c$id);
		Conn::register_removal_hook(c, finalize_rfb);
		}

	return c$rfb;
	}

function log_once(c: connection)
	{
	if ( ! c?$rfb || c$rfb$done )
		return;

	c$rfb$done = T;
	Log::write(RFB::LOG, c$rfb);
	}

event rfb_client_version(c: connection, major_version: string, minor_version: string) &priority=5
	{
	local row = set_session(c);
	row$client_major_version = major_version;
	row$client_minor_version = minor_version;
	}

event rfb_server_version(c: connection, major_version: string, minor_version: string) &priority=5
	{
	local row = set_session(c);
	row$server_major_version = major_version;
	row$server_minor_version = minor_version;
	}

event rfb_authentication_type(c: connection, authtype: count) &priority=5
	{
	set_session(c)$authentication_method = methods[authtype];
	}

event rfb_authentication_result(c: connection, result: bool) &priority=5
	{
	set_session(c)$auth = result;
	}

event rfb_share_flag(c: connection, flag: bool) &priority=5
	{
	set_session(c)$share_flag = flag;
	}

event rfb_server_parameters(c: connection, name: string, width: count, height: count) &priority=5
	{
	local row = set_session(c);
	row$desktop_name = name;
	row$width = width;
	row$height = height;
	}

event rfb_server_parameters(c: connection, name: string, width: count, height: count) &priority=-5
	{
	log_once(c);
	}

hook finalize_rfb(c: connection)
	{
	log_once(c);
	}
