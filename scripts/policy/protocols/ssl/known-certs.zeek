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
	if ( [info$host, hash] !in certs )
		{
		Log::write(Known::CERTS_LOG, info);
		add certs[info$host, hash];
		}
	}

event ssl_established(c: connection) &priority=3
	{
	if ( ! addr_matches_host(c$id$resp_h, cert_tracking) || ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 )
		return;

	local own = c$ssl$cert_chain[0];

	if ( ! own?$x509 || ! own?$sha1 )
		return;

	local about = CertsInfo($ts=network_time(), $host=c$id$resp_h, $port_num=c$id$resp_p);
	about$serial = own$x509$certificate$serial;
	about$subject = own$x509$certificate$subject;
	about$issuer_subject = own$x509$certificate$issuer;
	event Known::cert_found(about, own$sha1);
	}
