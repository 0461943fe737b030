##! Logs X.509 certificates: one row for each that was not seen for a day.

@load base/frameworks/files
@load base/files/hash
@load base/frameworks/cluster

module X509;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## What makes a fingerprint of a certificate in DER.
	option hash_function: function(cert: string): string = sha256_hash;

	## Whether certificates are in files.log as well.
	option log_x509_in_files_log: bool = F;

	## What two rows must not have in common.
	type LogCertHash: record {
		## The fingerprint.
		fingerprint: string;
		## Whether the certificate is that of a host, and not of those that vouch for it.
		host_cert: bool;
		## Whether it came from a client.
		client_cert: bool;
	};

	## A row of the log.
	type Info: record {
		## When the certificate was seen.
		ts: time &log;
		## Its fingerprint.
		fingerprint: string &log;
		## What it says.
		certificate: X509::Certificate &log;
		## The certificate itself, for functions.
		handle: opaque of x509;
		## All its extensions.
		extensions: vector of X509::Extension &default=vector();
		## Other names of its subject.
		san: X509::SubjectAlternativeName &optional &log;
		## Whether it can sign others.
		basic_constraints: X509::BasicConstraints &optional &log;
		## What events said of its extensions, in their order, for the cache.
		extensions_cache: vector of any &default=vector();
		## Whether it is that of a host.
		host_cert: bool &log &default=F;
		## Whether it came from a client.
		client_cert: bool &log &default=F;
		## What keeps it from being logged again.
		deduplication_index: LogCertHash &optional;
	};

	## Fills *deduplication_index*. One without it is logged each time.
	global create_deduplication_index: hook(c: X509::Info);

	## A promise that a certificate is in a public log.
	type SctInfo: record {
		## Zero for version 1.
		version: count;
		## The id of the log.
		logid: string;
		## When it was given, in milliseconds since 1970.
		timestamp: count;
		## The hash that was signed.
		hash_alg: count;
		## How it was signed.
		sig_alg: count;
		## The signature.
		signature: string;
	};

	## When a certificate is logged again.
	option relog_known_certificates_after = 1day;

	## Certificates that were logged.
	global known_log_certs: set[LogCertHash] &create_expire=relog_known_certificates_after;

	## How many of them are kept in mind.
	option known_log_certs_maximum_size = 1000000;

	## Whether nodes of a cluster share what they logged, by older means.
	global known_log_certs_use_broker: bool = T &deprecated="Remove in v9.1: Replaced with known_log_certs_enable_publish";

	## Whether nodes of a cluster tell each other what they logged.
	const known_log_certs_enable_publish: bool = T &redef;

	## Whether a node that comes up is told what was logged before.
	const known_log_certs_enable_node_up_publish: bool = T &redef;

	## A row is written.
	global log_x509: event(rec: Info);

	## How many bytes of a text are logged.
	const default_max_field_string_bytes = Log::default_max_field_string_bytes &redef;

	## How many elements of a list are logged.
	const default_max_field_container_elements = 500 &redef;

	## How many elements all lists of a row have together.
	const default_max_total_container_elements = 1500 &redef;
}

redef record Files::Info += {
	## What is known of the certificate that the file is.
	x509: X509::Info &optional;
};

# Other nodes logged these.
global log_cert_hashes_internal: event(lchs: set[LogCertHash]);

event zeek_init() &priority=5
	{
	local stream = Log::Stream($columns=Info, $path="x509", $ev=log_x509, $policy=log_policy);
	stream$max_field_string_bytes = default_max_field_string_bytes;
	stream$max_field_container_elements = default_max_field_container_elements;
	stream$max_total_container_elements = default_max_total_container_elements;
	Log::create_stream(LOG, stream);

	local types = set("application/x-x509-user-cert", "application/x-x509-ca-cert", "application/pkix-cert");
	Files::register_for_mime_types(Files::ANALYZER_X509, types);

	# What other scripts identify certificates by.
	Files::register_for_mime_types(Files::ANALYZER_MD5, types);
	Files::register_for_mime_types(Files::ANALYZER_SHA1, types);
	Files::register_for_mime_types(Files::ANALYZER_SHA256, types);
	}

hook Files::log_policy(rec: Files::Info, id: Log::ID, filter: Log::Filter) &priority=5
	{
	if ( ! log_x509_in_files_log && rec?$x509 )
		break;
	}

hook create_deduplication_index(c: X509::Info)
	{
	c$deduplication_index = LogCertHash($fingerprint=c$fingerprint, $host_cert=c$host_cert, $client_cert=c$client_cert);
	}

event x509_certificate(f: fa_file, cert_ref: opaque of x509, cert: X509::Certificate) &priority=5
	{
	if ( ! f?$info )
		return;

	local info = Info($ts=f$info$ts, $fingerprint=hash_function(x509_get_certificate_string(cert_ref)), $certificate=cert,
	                  $handle=cert_ref);
	info$host_cert = f$info?$mime_type && f$info$mime_type == "application/x-x509-user-cert";
	info$client_cert = f?$is_orig && f$is_orig;
	f$info$x509 = info;
	}

# Whether a file is a certificate, so that there is a row for it.
function has_row(f: fa_file): bool
	{
	return f?$info && f$info?$x509;
	}

event x509_extension(f: fa_file, ext: X509::Extension) &priority=5
	{
	if ( ! has_row(f) )
		return;

	local row = f$info$x509;
	row$extensions += ext;
	row$extensions_cache += ext;
	}

event x509_ext_basic_constraints(f: fa_file, ext: X509::BasicConstraints) &priority=5
	{
	if ( ! has_row(f) )
		return;

	local row = f$info$x509;
	row$basic_constraints = ext;
	row$extensions_cache += ext;
	}

event x509_ext_subject_alternative_name(f: fa_file, ext: X509::SubjectAlternativeName) &priority=5
	{
	if ( ! has_row(f) )
		return;

	local row = f$info$x509;
	row$san = ext;
	row$extensions_cache += ext;
	}

event x509_ocsp_ext_signed_certificate_timestamp(f: fa_file, version: count, logid: string, timestamp: count,
    hash_algorithm: count, signature_algorithm: count, signature: string) &priority=5
	{
	if ( ! has_row(f) )
		return;

	f$info$x509$extensions_cache += SctInfo($version=version, $logid=logid, $timestamp=timestamp,
	    $hash_alg=hash_algorithm, $sig_alg=signature_algorithm, $signature=signature);
	}

# Remembers that there is a row of a certificate, as long as there is room.
function remember(index: LogCertHash)
	{
	if ( known_log_certs_maximum_size > |known_log_certs| )
		add known_log_certs[index];
	}

event X509::log_cert_hashes_internal(lchs: set[LogCertHash])
	{
	for ( elsewhere in lchs )
		remember(elsewhere);
	}

# Whether a row like this was written within the last day; it counts as written then.
function is_logged(c: X509::Info): bool
	{
	if ( ! c?$deduplication_index )
		return F;

	if ( c$deduplication_index in known_log_certs )
		return T;

	remember(c$deduplication_index);
	return F;
	}

event file_state_remove(f: fa_file) &priority=5
	{
	if ( ! has_row(f) )
		return;

	local row = f$info$x509;
	hook create_deduplication_index(row);

	if ( ! is_logged(row) )
		Log::write(LOG, row);
	}
