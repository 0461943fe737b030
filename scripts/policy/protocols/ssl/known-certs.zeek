##! Logs the certificates of servers, each once a day.

@load base/utils/directions-and-hosts
@load base/protocols/ssl
@load base/files/x509
@load base/frameworks/cluster

module Known;

export {
	redef enum Log::ID += { CERTS_LOG };

	## The policy of the log.
	global log_policy_certs: Log::PolicyHook;

	## A row of the log.
	type CertsInfo: record {
		## When it was seen.
		ts: time &log;
		## The server that showed it.
		host: addr &log;
		## The port, if the server was the responder.
		port_num: port &log &optional;
		## Whose it is.
		subject: string &log &optional;
		## Who issued it.
		issuer_subject: string &log &optional;
		## Its number.
		serial: string &log &optional;
	};

	## Whose certificates are logged.
	option cert_tracking = LOCAL_HOSTS;

	## What is logged once: a host and the digest of a certificate.
	type AddrCertHashPair: record {
		host: addr;
		hash: string;
	};

	## Certificates that were logged.
	global certs: set[addr, string] &create_expire=1day &redef;

	## A row is written.
	global log_known_certs: event(rec: CertsInfo);

	## A certificate was found.
	global cert_found: event(info: CertsInfo, hash: string);
}

event zeek_init() &priority=5
	{
	Log::create_stream(Known::CERTS_LOG, Log::Stream($columns=CertsInfo, $ev=log_known_certs, $path="known_certs",
	    $policy=log_policy_certs));
	}

event Known::cert_found(info: CertsInfo, hash: string)
	{
	if ( [info$host, hash] in Known::certs )
		return;

	add Known::certs[info$host, hash];
	Log::write(Known::CERTS_LOG, info);
	}

event ssl_established(c: connection) &priority=3
	{
	if ( ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 || ! c$ssl$cert_chain[0]?$x509 || ! c$ssl$cert_chain[0]?$sha1 )
		return;

	local host = c$id$resp_h;

	if ( ! addr_matches_host(host, cert_tracking) )
		return;

	local cert = c$ssl$cert_chain[0]$x509$certificate;
	event Known::cert_found(CertsInfo($ts=network_time(), $host=host, $port_num=c$id$resp_p, $subject=cert$subject,
	    $issuer_subject=cert$issuer, $serial=cert$serial), c$ssl$cert_chain[0]$sha1);
	}
