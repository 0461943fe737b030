##! Logs the certificates of servers, each once a day.

@load base/utils/directions-and-hosts
@load base/protocols/ssl
@load base/files/x509
@load base/frameworks/cluster
@load policy/protocols/conn/known-store

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


	## Whether a data store remembers them, not a set.
	const use_cert_store = F &redef;

	## Whether a database remembers them, so that the next run does not tell them again.
	const enable_certs_persistence = F &redef;

	## The name of the data store.
	const cert_store_name = "zeek/known/certs" &redef;

	## The data store.
	global cert_broker_store: Cluster::StoreInfo;

	## The kind of the database.
	const cert_store_backend_type: Storage::Backend = Storage::STORAGE_BACKEND_SQLITE &redef;

	## The name of the table in the database.
	const cert_store_prefix = "zeekknowncerts" &redef;

	## How the database is opened. It is `known/certs.sqlite` in :zeek:id:`Cluster::default_store_dir`.
	const cert_store_backend_options = Storage::BackendOptions(
	    $sqlite=[$database_path=path_of_memory("certs"), $table_name=cert_store_prefix]) &redef;

	## The database.
	global cert_store_backend: opaque of Storage::BackendHandle;

	## How long data store and database remember.
	option cert_store_expiry = 1day;

	## How long to wait for data store and database.
	option cert_store_timeout = 15secs;

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

event zeek_init()
	{
	if ( use_cert_store )
		cert_broker_store = Cluster::create_store(cert_store_name);
	else if ( enable_certs_persistence )
		{
		local opened = open_memory(cert_store_backend_type, cert_store_backend_options, AddrCertHashPair);

		if ( opened$code == Storage::SUCCESS )
			cert_store_backend = opened$value;
		}
	}

event Known::cert_found(info: CertsInfo, hash: string)
	{
	local key = AddrCertHashPair($host=info$host, $hash=hash);
	local tell = function[info]() { Log::write(Known::CERTS_LOG, info); };

	if ( use_cert_store )
		remember_in_store(cert_broker_store, key, cert_store_expiry, cert_store_timeout, tell);
	else if ( enable_certs_persistence )
		remember(cert_store_backend, key, cert_store_expiry, cert_store_timeout, tell);
	else if ( [info$host, hash] !in certs )
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
