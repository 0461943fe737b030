##! Certificates of TLS: they are files, and belong to the row of their session.

@load ./main
@load base/utils/conn-ids
@load base/frameworks/files
@load base/files/x509

module SSL;

export {
	## Whether subject and issuer of the server's certificate are logged here, too.
	const log_include_server_certificate_subject_issuer = F &redef;

	## Whether those of the client's certificate are.
	const log_include_client_certificate_subject_issuer = F &redef;

	redef record Info += {
		## The certificates of the server, its own first.
		cert_chain: vector of Files::Info &optional;
		## Their fingerprints.
		cert_chain_fps: vector of string &optional &log;
		## The certificates of the client, its own first.
		client_cert_chain: vector of Files::Info &optional;
		## Their fingerprints.
		client_cert_chain_fps: vector of string &optional &log;
		## Whose the server's certificate is.
		subject: string &log &optional;
		## Who issued it.
		issuer: string &log &optional;
		## Whose the client's certificate is.
		client_subject: string &log &optional;
		## Who issued it.
		client_issuer: string &log &optional;
		## Whether the server's certificate is for the name that the client wants to talk to.
		sni_matches_cert: bool &log &optional;
		## Certificates of the server so far.
		server_depth: count &default=0;
		## Certificates of the client so far.
		client_depth: count &default=0;
	};

	## The analyzer makes its handles itself.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	## What a file is, in a few words.
	global describe_file: function(f: fa_file): string;
}

const certificate_types = {
	"application/x-x509-user-cert",
	"application/x-x509-ca-cert",
	"application/pkix-cert",
};

function get_file_handle(c: connection, is_orig: bool): string
	{
	return "";
	}

function describe_file(f: fa_file): string
	{
	if ( f$source != "SSL" || ! f?$info || ! f$info?$x509 || ! f$info$x509?$certificate )
		return "";

	# The certificate may not be read yet, so it is not asked.
	for ( cid, c in f$conns )
		if ( c?$ssl )
			return cat(c$id$resp_h, ":", c$id$resp_p);

	return cat("serial ", f$info$x509$certificate$serial, ", subject ", f$info$x509$certificate$subject,
	           ", issuer ", f$info$x509$certificate$issuer);
	}

event zeek_init() &priority=5
	{
	local registration = Files::ProtoRegistration($get_file_handle=SSL::get_file_handle, $describe=SSL::describe_file);
	Files::register_protocol(Analyzer::ANALYZER_SSL, registration);
	Files::register_protocol(Analyzer::ANALYZER_DTLS, registration);

	local filter = Log::get_filter(SSL::LOG, "default");

	if ( filter$name == "<not found>" )
		return;

	local hidden: set[string] = set();

	if ( filter?$exclude )
		hidden = filter$exclude;

	if ( ! log_include_server_certificate_subject_issuer )
		{
		add hidden["subject"];
		add hidden["issuer"];
		}

	if ( ! log_include_client_certificate_subject_issuer )
		{
		add hidden["client_subject"];
		add hidden["client_issuer"];
		}

	if ( |hidden| > 0 )
		{
		filter$exclude = hidden;
		Log::add_filter(SSL::LOG, filter);
		}
	}

event file_sniff(f: fa_file, meta: fa_metadata) &priority=5
	{
	if ( ! f?$conns || |f$conns| != 1 || ! f?$info || ! meta?$mime_type || meta$mime_type !in certificate_types )
		return;

	for ( cid, c in f$conns )
		{
		if ( ! c?$ssl )
			return;

		if ( ! c$ssl?$cert_chain )
			{
			c$ssl$cert_chain = vector();
			c$ssl$cert_chain_fps = vector();
			c$ssl$client_cert_chain = vector();
			c$ssl$client_cert_chain_fps = vector();
			}

		if ( f$is_orig )
			c$ssl$client_cert_chain += f$info;
		else
			c$ssl$cert_chain += f$info;
		}
	}

function fingerprints(chain: vector of Files::Info): vector of string
	{
	local found: vector of string = vector();

	for ( i, info in chain )
		if ( info?$x509 )
			found += info$x509$fingerprint;

	return found;
	}

hook ssl_finishing(c: connection) &priority=20
	{
	if ( ! c$ssl?$cert_chain )
		return;

	c$ssl$cert_chain_fps = fingerprints(c$ssl$cert_chain);
	c$ssl$client_cert_chain_fps = fingerprints(c$ssl$client_cert_chain);

	if ( |c$ssl$cert_chain| > 0 && c$ssl$cert_chain[0]?$x509 )
		{
		local server = c$ssl$cert_chain[0]$x509;
		c$ssl$subject = server$certificate$subject;
		c$ssl$issuer = server$certificate$issuer;

		if ( c$ssl?$server_name )
			c$ssl$sni_matches_cert = x509_check_cert_hostname(server$handle, c$ssl$server_name) != "";
		}

	if ( |c$ssl$client_cert_chain| > 0 && c$ssl$client_cert_chain[0]?$x509 )
		{
		c$ssl$client_subject = c$ssl$client_cert_chain[0]$x509$certificate$subject;
		c$ssl$client_issuer = c$ssl$client_cert_chain[0]$x509$certificate$issuer;
		}
	}
