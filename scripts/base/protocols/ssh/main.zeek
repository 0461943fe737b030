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

function set_session(c: connection)
	{
	if ( c?$ssh )
		return;

	local row = Info($ts=network_time(), $uid=c$uid, $id=c$id);
	local from_local = Site::is_local_addr(c$id$orig_h);

	if ( from_local != Site::is_local_addr(c$id$resp_h) )
		row$direction = from_local ? OUTBOUND : INBOUND;

	c$ssh = row;
	Conn::register_removal_hook(c, finalize_ssh);
	}

# ---- Versions -----------------------------------------------------------------------

# The versions somebody speaks: "SSH-1.99-..." means both.
function spoken(line: string): set[count]
	{
	if ( /^SSH-1\.99-/ in line )
		return set(1, 2);

	if ( /^SSH-1\./ in line )
		return set(1);

	return /^SSH-2\./ in line ? set(2) : set();
	}

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

event ssh_server_version(c: connection, version: string)
	{
	set_session(c);
	c$ssh$server = version;
	set_version(c);
	}

event ssh_client_version(c: connection, version: string)
	{
	set_session(c);
	c$ssh$client = version;
	set_version(c);
	}

# ---- Algorithms ---------------------------------------------------------------------

# What client and server agree on: the first of the client's that the server knows.
function find_alg(client_algorithms: vector of string, server_algorithms: vector of string): string
	{
	for ( _, name in client_algorithms )
		for ( _, other in server_algorithms )
			if ( name == other )
				return name;

	return "Algorithm negotiation failed";
	}

# The same for both directions of a connection.
function find_bidirectional_alg(client_prefs: Algorithm_Prefs, server_prefs: Algorithm_Prefs): string
	{
	local up = find_alg(client_prefs$client_to_server, server_prefs$client_to_server);
	local down = find_alg(client_prefs$server_to_client, server_prefs$server_to_client);
	return up == down ? up : fmt("To server: %s, to client: %s", up, down);
	}

event ssh_capabilities(c: connection, cookie: string, capabilities: Capabilities)
	{
	set_session(c);
	local row = c$ssh;

	if ( ! row?$capabilities || row$capabilities$is_server == capabilities$is_server )
		{
		row$capabilities = capabilities;
		return;
		}

	local client = capabilities$is_server ? row$capabilities : capabilities;
	local server = capabilities$is_server ? capabilities : row$capabilities;
	row$cipher_alg = find_bidirectional_alg(client$encryption_algorithms, server$encryption_algorithms);
	row$mac_alg = find_bidirectional_alg(client$mac_algorithms, server$mac_algorithms);
	row$compression_alg = find_bidirectional_alg(client$compression_algorithms, server$compression_algorithms);
	row$kex_alg = find_alg(client$kex_algorithms, server$kex_algorithms);
	row$host_key_alg = find_alg(client$server_host_key_algorithms, server$server_host_key_algorithms);
	}

event ssh_server_host_key_fingerprint(c: connection, fingerprint: string) &priority=5
	{
	set_session(c);
	c$ssh$host_key_fingerprint = fingerprint;
	}

# ---- Logins -------------------------------------------------------------------------

function log_once(c: connection)
	{
	if ( c$ssh$logged )
		return;

	c$ssh$logged = T;
	Log::write(SSH::LOG, c$ssh);
	}

event ssh_auth_attempted(c: connection, authenticated: bool) &priority=5
	{
	if ( ! c?$ssh )
		return;

	local row = c$ssh;

	if ( row?$auth_success && row$auth_success )
		return;

	if ( row?$compression_alg && row$compression_alg in compression_algorithms )
		return;

	row$auth_success = authenticated;
	++row$auth_attempts;

	if ( authenticated && disable_analyzer_after_detection && row?$analyzer_id )
		disable_analyzer(c$id, row$analyzer_id, F);
	}

event ssh_auth_attempted(c: connection, authenticated: bool) &priority=-5
	{
	if ( ! c?$ssh || ! authenticated || ! c$ssh?$auth_success || ! c$ssh$auth_success || c$ssh$logged )
		return;

	event ssh_auth_result(c, T, c$ssh$auth_attempts);
	log_once(c);
	}

event ssh_auth_failed(c: connection) &priority=-5
	{
	if ( c?$ssh )
		log_once(c);
	}

hook finalize_ssh(c: connection)
	{
	if ( ! c?$ssh )
		return;

	local row = c$ssh;

	if ( row?$auth_success && ! row$auth_success && row?$client && row?$server )
		{
		event ssh_auth_failed(c);
		event ssh_auth_result(c, F, row$auth_attempts);
		}

	# A side that said nothing is no reason to keep quiet about the other.
	if ( row?$client || row?$server )
		log_once(c);
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=20
	{
	if ( atype != Analyzer::ANALYZER_SSH )
		return;

	set_session(info$c);
	info$c$ssh$analyzer_id = info$aid;
	}
