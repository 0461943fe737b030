##! Logs SSH: what was agreed upon, and whether somebody was let in, as far as that can be told.

@load base/utils/directions-and-hosts
@load base/utils/site
@load base/protocols/conn/removal-hooks

module SSH;

export {
	redef enum Log::ID += { LOG };

	## Ports of SSH.
	const ports = { 22/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the connection was first known to be SSH.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The version that both sides speak, 1 or 2.
		version: count &log &optional;
		## Whether somebody was let in; missing if nobody can tell.
		auth_success: bool &log &optional;
		## How often somebody tried.
		auth_attempts: count &log &default=0;
		## Whether the connection leaves the local networks or enters them.
		direction: Direction &log &optional;
		## What the client says of itself.
		client: string &log &optional;
		## What the server says of itself.
		server: string &log &optional;
		## The cipher agreed upon.
		cipher_alg: string &log &optional;
		## The algorithm that authenticates messages.
		mac_alg: string &log &optional;
		## The compression.
		compression_alg: string &log &optional;
		## How keys are exchanged.
		kex_alg: string &log &optional;
		## The kind of the server's key.
		host_key_alg: string &log &optional;
		## A digest of the server's key.
		host_key_fingerprint: string &log &optional;
	};

	## Compressions that hide the sizes of packets, and with them how a login went.
	option compression_algorithms = set("zlib", "zlib@openssh.com");

	## Whether a connection is left alone once it is known that somebody was let in.
	option disable_analyzer_after_detection = T;

	## A row, as it goes to the log.
	global log_ssh: event(rec: Info);

	## Runs when a connection with SSH is removed, and logs what is not logged yet.
	global finalize_ssh: Conn::RemovalHook;
}

module GLOBAL;

export {
	## Nobody was let in, by all that can be told. At most once for a connection.
	global ssh_auth_failed: event(c: connection);

	## It is known how a login went. At most once for a connection.
	##
	## result: Whether somebody was let in.
	## auth_attempts: How often somebody tried.
	global ssh_auth_result: event(c: connection, result: bool, auth_attempts: count);
}

module SSH;

redef record Info += {
	# Whether the row is in the log.
	logged: bool &default=F;
	# What the first side offers, until the other does.
	capabilities: Capabilities &optional;
	## The analyzer.
	analyzer_id: count &optional;
};

redef record connection += {
	ssh: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(SSH::LOG, Log::Stream($columns=Info, $path="ssh", $ev=log_ssh, $policy=log_policy));
	Analyzer::register_for_ports(Analyzer::ANALYZER_SSH, ports);
	}

# The row of a connection, begun with the first that is heard of SSH on it.
function set_session(c: connection): Info
	{
	if ( c?$ssh )
		return c$ssh;

	local row = Info($ts=network_time(), $uid=c$uid, $id=c$id);
	local from_local = Site::is_local_addr(c$id$orig_h);

	if ( from_local != Site::is_local_addr(c$id$resp_h) )
		row$direction = from_local ? OUTBOUND : INBOUND;

	Conn::register_removal_hook(c, finalize_ssh);
	c$ssh = row;
	return row;
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=20
	{
	if ( atype == Analyzer::ANALYZER_SSH )
		set_session(info$c)$analyzer_id = info$aid;
	}

# ---- Versions -----------------------------------------------------------------------

# The versions somebody speaks: "SSH-1.99-..." means both (RFC 4253, section 5.1).
function spoken(line: string): set[count]
	{
	if ( /^SSH-1\.99-/ in line )
		return set(1, 2);

	if ( /^SSH-1\./ in line )
		return set(1);

	return /^SSH-2\./ in line ? set(2) : set();
	}

# Finds the version that client and server have in common, once both have said theirs. Scripts of others call it, and
# set_session: both are known by name.
function set_version(c: connection)
	{
	local row = c$ssh;
	delete row$version;

	if ( ! row?$client || ! row?$server || row$client == "" || row$server == "" )
		return;

	local both = fmt("%s vs %s", row$server, row$client);
	local of_client = spoken(row$client);
	local of_server = spoken(row$server);

	if ( |of_client| == 0 || |of_server| == 0 )
		{
		Reporter::conn_weird("SSH_cannot_determine_version", c, both);
		return;
		}

	local common = of_client & of_server;

	if ( |common| == 0 )
		Reporter::conn_weird("SSH_version_mismatch", c, both);
	else
		row$version = 2 in common ? 2 : 1;
	}

event ssh_client_version(c: connection, version: string)
	{
	set_session(c)$client = version;
	set_version(c);
	}

event ssh_server_version(c: connection, version: string)
	{
	set_session(c)$server = version;
	set_version(c);
	}

# ---- Algorithms ---------------------------------------------------------------------

# What client and server agree on: the first of the client's that the server knows (RFC 4253, section 7.1).
function agreed(offered: vector of string, accepted: vector of string): string
	{
	local known: set[string] = set();

	for ( _, algorithm in accepted )
		add known[algorithm];

	for ( _, algorithm in offered )
		if ( algorithm in known )
			return algorithm;

	return "Algorithm negotiation failed";
	}

# The same for what each direction of a connection has one of.
function agreed_both_ways(offered: Algorithm_Prefs, accepted: Algorithm_Prefs): string
	{
	local up = agreed(offered$client_to_server, accepted$client_to_server);
	local down = agreed(offered$server_to_client, accepted$server_to_client);
	return up == down ? up : fmt("To server: %s, to client: %s", up, down);
	}

event ssh_capabilities(c: connection, cookie: string, capabilities: Capabilities)
	{
	local row = set_session(c);

	if ( ! row?$capabilities || row$capabilities$is_server == capabilities$is_server )
		{
		row$capabilities = capabilities;
		return;
		}

	local client = capabilities$is_server ? row$capabilities : capabilities;
	local server = capabilities$is_server ? capabilities : row$capabilities;

	row$kex_alg = agreed(client$kex_algorithms, server$kex_algorithms);
	row$host_key_alg = agreed(client$server_host_key_algorithms, server$server_host_key_algorithms);
	row$cipher_alg = agreed_both_ways(client$encryption_algorithms, server$encryption_algorithms);
	row$mac_alg = agreed_both_ways(client$mac_algorithms, server$mac_algorithms);
	row$compression_alg = agreed_both_ways(client$compression_algorithms, server$compression_algorithms);
	}

event ssh_server_host_key_fingerprint(c: connection, fingerprint: string) &priority=5
	{
	set_session(c)$host_key_fingerprint = fingerprint;
	}

# ---- Logins -------------------------------------------------------------------------

function write_row(row: Info)
	{
	if ( ! row$logged )
		{
		Log::write(SSH::LOG, row);
		row$logged = T;
		}
	}

function is_let_in(row: Info): bool
	{
	return row?$auth_success && row$auth_success;
	}

event ssh_auth_attempted(c: connection, authenticated: bool) &priority=5
	{
	if ( ! c?$ssh || is_let_in(c$ssh) )
		return;

	local row = c$ssh;

	# How long compressed messages are says nothing.
	if ( row?$compression_alg && row$compression_alg in compression_algorithms )
		return;

	row$auth_attempts += 1;
	row$auth_success = authenticated;

	if ( authenticated && disable_analyzer_after_detection && row?$analyzer_id )
		disable_analyzer(c$id, row$analyzer_id, F);
	}

event ssh_auth_attempted(c: connection, authenticated: bool) &priority=-5
	{
	if ( ! authenticated || ! c?$ssh || ! is_let_in(c$ssh) || c$ssh$logged )
		return;

	event ssh_auth_result(c, T, c$ssh$auth_attempts);
	write_row(c$ssh);
	}

event ssh_auth_failed(c: connection) &priority=-5
	{
	if ( c?$ssh )
		write_row(c$ssh);
	}

hook finalize_ssh(c: connection)
	{
	if ( ! c?$ssh )
		return;

	local row = c$ssh;

	if ( row?$client && row?$server && row?$auth_success && ! row$auth_success )
		{
		event ssh_auth_failed(c);
		event ssh_auth_result(c, F, row$auth_attempts);
		}

	# A side that said nothing is no reason to keep quiet about the other.
	if ( row?$client || row?$server )
		write_row(row);
	}
