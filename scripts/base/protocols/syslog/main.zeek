##! Logs Syslog: a row for each message.

@load ./consts

module Syslog;

export {
	redef enum Log::ID += { LOG };

	## Ports of Syslog, over UDP
	const ports = { 514/udp } &redef;

	## and over TCP.
	const tcp_ports = { 514/tcp } &redef;

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## When the message was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## Its transport protocol.
		proto: transport_proto &log;
		## What the message is about.
		facility: string &log;
		## How bad that is.
		severity: string &log;
		## The message.
		message: string &log;
	};
}

redef record connection += {
	syslog: Info &optional;
};

event zeek_init() &priority=5
	{
	Analyzer::register_for_ports(Analyzer::ANALYZER_SYSLOG_TCP, tcp_ports);
	Analyzer::register_for_ports(Analyzer::ANALYZER_SYSLOG, ports);
	Log::create_stream(LOG, Log::Stream($columns=Info, $path="syslog", $policy=log_policy));
	}

event syslog_message(c: connection, facility: count, severity: count, msg: string) &priority=5
	{
	c$syslog = Info($ts=network_time(), $uid=c$uid, $id=c$id, $proto=get_port_transport_proto(c$id$resp_p),
		$facility=facility_codes[facility], $severity=severity_codes[severity], $message=msg);
	}

event syslog_message(c: connection, facility: count, severity: count, msg: string) &priority=-5
	{
	Log::write(LOG, c$syslog);
	}
