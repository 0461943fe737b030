##! Logs logins by NTLM, whatever protocol they are part of: one row for each.

@load base/protocols/conn/removal-hooks
@load base/frameworks/analyzer

module NTLM;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the login began.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Who logs in,
		username: string &log &optional;
		## from which machine,
		hostname: string &log &optional;
		## and in which domain.
		domainname: string &log &optional;
		## What the server says of itself: its name of NetBIOS,
		server_nb_computer_name: string &log &optional;
		## its name in DNS,
		server_dns_computer_name: string &log &optional;
		## and the name of its forest.
		server_tree_name: string &log &optional;
		## Whether the login went well; unset if nobody said so.
		success: bool &log &optional;
		## Whether the row was written.
		done: bool &default=F;
	};

	## Runs when a connection with NTLM is removed, and logs what still waits.
	global finalize_ntlm: Conn::RemovalHook;
}

# Many protocols carry things that only look like NTLM.
redef DPD::ignore_violations += { Analyzer::ANALYZER_NTLM };

redef record connection += {
	ntlm: Info &optional;
};

event zeek_init() &priority=5
	{
	Log::create_stream(NTLM::LOG, Log::Stream($columns=Info, $path="ntlm", $policy=log_policy));
	}

# The row of the login that is going on. One that is written is followed by another one.
function set_session(c: connection): Info
	{
	if ( ! c?$ntlm || c$ntlm$done )
		{
		Conn::register_removal_hook(c, finalize_ntlm);
		c$ntlm = Info($ts=network_time(), $uid=c$uid, $id=c$id);
		}

	return c$ntlm;
	}

function write_row(row: Info)
	{
	if ( ! row$done )
		{
		Log::write(NTLM::LOG, row);
		row$done = T;
		}
	}

event ntlm_negotiate(c: connection, request: NTLM::Negotiate) &priority=5
	{
	set_session(c);
	}

event ntlm_challenge(c: connection, challenge: NTLM::Challenge) &priority=5
	{
	local row = set_session(c);

	if ( ! challenge?$target_info )
		return;

	local server = challenge$target_info;
	row$server_nb_computer_name = server$nb_computer_name;

	if ( server?$dns_computer_name )
		row$server_dns_computer_name = server$dns_computer_name;

	if ( server?$dns_tree_name )
		row$server_tree_name = server$dns_tree_name;
	}

event ntlm_authenticate(c: connection, request: NTLM::Authenticate) &priority=5
	{
	local row = set_session(c);

	if ( request?$user_name )
		row$username = request$user_name;

	if ( request?$domain_name )
		row$domainname = request$domain_name;

	if ( request?$workstation )
		row$hostname = request$workstation;
	}

event gssapi_neg_result(c: connection, state: count) &priority=3
	{
	# Before the client said who it is, results are steps on the way.
	if ( c?$ntlm && c$ntlm?$username )
		c$ntlm$success = state == 0;
	}

event gssapi_neg_result(c: connection, state: count) &priority=-3
	{
	if ( c?$ntlm && c$ntlm?$success )
		write_row(c$ntlm);
	}

hook finalize_ntlm(c: connection)
	{
	if ( c?$ntlm )
		write_row(c$ntlm);
	}
