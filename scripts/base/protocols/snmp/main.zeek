##! Logs SNMP: one row for all that two hosts asked and answered on one connection.

@load base/protocols/conn/removal-hooks

module SNMP;

export {
	redef enum Log::ID += { LOG };

	## Ports of SNMP: of agents, and of those they tell.
	const ports = { 161/udp, 162/udp } &redef;

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
		## From the first message to the latest.
		duration: interval &log &default=0secs;
		## The version of the first message.
		version: string &log;
		## The first community, in version 3 the first user that has a name.
		community: string &log &optional;
		## How many objects were asked for, one by one,
		get_requests: count &log &default=0;
		## how many in bulk,
		get_bulk_requests: count &log &default=0;
		## how many were told
		get_responses: count &log &default=0;
		## and how many were set.
		set_requests: count &log &default=0;
		## How the system describes itself.
		display_string: string &log &optional;
		## Since when it is up, by its own account.
		up_since: time &log &optional;
	};

	## Versions as they are in messages, and their names.
	const version_map: table[count] of string = { [0] = "1", [1] = "2c", [3] = "3" } &redef &default="unknown";

	## A row, as it goes to the log.
	global log_snmp: event(rec: Info);

	## Runs when a connection with SNMP is removed, and logs it.
	global finalize_snmp: Conn::RemovalHook;
}

redef record connection += {
	snmp: SNMP::Info &optional;
};

# Objects about the system itself (RFC 3418, section 2).
const sys_descr = "1.3.6.1.2.1.1.1.0";
const sys_up_time = "1.3.6.1.2.1.1.3.0";

event zeek_init() &priority=5
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_SNMP, ports);
	Log::create_stream(SNMP::LOG, Log::Stream($columns=Info, $path="snmp", $ev=log_snmp, $policy=log_policy));
	}

# ---- The row of a connection ----------------------------------------------------------

# Notes whom a message comes from. A community may be empty; a user without a name is nobody.
function note_sender(row: Info, header: SNMP::Header)
	{
	if ( header?$v1 )
		row$community = header$v1$community;
	else if ( header?$v2 )
		row$community = header$v2$community;
	else if ( header?$v3 && header$v3?$user_security_parameters )
		{
		local user = header$v3$user_security_parameters$UserName;

		if ( user != "" )
			row$community = user;
		}
	}

# Notes that there was a message, in the row that is begun with the first one.
function heard(c: connection, header: SNMP::Header): Info
	{
	if ( ! c?$snmp )
		{
		Conn::register_removal_hook(c, finalize_snmp);
		c$snmp = Info($ts=network_time(), $uid=c$uid, $id=c$id, $version=version_map[header$version]);
		}

	local row = c$snmp;
	row$duration = network_time() - row$ts;

	if ( ! row?$community )
		note_sender(row, header);

	return row;
	}

hook finalize_snmp(c: connection)
	{
	if ( ! c?$snmp )
		return;

	Log::write(SNMP::LOG, c$snmp);
	}

# ---- Messages whose objects are counted -------------------------------------------------

event snmp_get_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	heard(c, header)$get_requests += |pdu$bindings|;
	}

event snmp_get_next_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	heard(c, header)$get_requests += |pdu$bindings|;
	}

event snmp_get_bulk_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::BulkPDU) &priority=5
	{
	heard(c, header)$get_bulk_requests += |pdu$bindings|;
	}

event snmp_set_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	heard(c, header)$set_requests += |pdu$bindings|;
	}

# What an object tells of the system.
function note_object(row: Info, oid: string, value: SNMP::ObjectValue)
	{
	switch ( oid )
		{
		case sys_descr:
			if ( value?$octets )
				row$display_string = value$octets;
			break;

		case sys_up_time:
			# In hundredths of a second.
			if ( value?$unsigned )
				row$up_since = network_time() - value$unsigned * 10msec;
			break;
		}
	}

event snmp_response(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	local row = heard(c, header);
	row$get_responses += |pdu$bindings|;

	for ( _, binding in pdu$bindings )
		note_object(row, binding$oid, binding$value);
	}

# ---- Messages that are noted only -------------------------------------------------------

event snmp_inform_request(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	heard(c, header);
	}

event snmp_report(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	heard(c, header);
	}

event snmp_trap(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::TrapPDU) &priority=5
	{
	heard(c, header);
	}

event snmp_trapV2(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU) &priority=5
	{
	heard(c, header);
	}

event snmp_encrypted_pdu(c: connection, is_orig: bool, header: SNMP::Header) &priority=5
	{
	heard(c, header);
	}

event snmp_unknown_pdu(c: connection, is_orig: bool, header: SNMP::Header, tag: count) &priority=5
	{
	heard(c, header);
	}

event snmp_unknown_scoped_pdu(c: connection, is_orig: bool, header: SNMP::Header, tag: count) &priority=5
	{
	heard(c, header);
	}
