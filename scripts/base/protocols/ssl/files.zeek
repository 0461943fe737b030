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

# Further certificates of a side are not kept: the analyzer stops there, and so does a chain that other
# analyzers add to.
const max_chain_length = 100;

const certificate_types = {
	"application/x-x509-user-cert",
	"application/x-x509-ca-cert",
	"application/pkix-cert",
};

function get_file_handle(c: connection, is_orig: bool): string
	{
	return "";
	}

function describe_certificate(cert: X509::Certificate): string
	{
	return cat("serial ", cert$serial, ", subject ", cert$subject, ", issuer ", cert$issuer);
	}

function describe_file(f: fa_file): string
	{
	local is_certificate = f$source == "SSL" && f?$info && f$info?$x509 && f$info$x509?$certificate;

	if ( ! is_certificate )
		return "";

	# Of a certificate, where it was seen is told before what it says.
	for ( cid, c in f$conns )
		if ( c?$ssl )
			return cat(cid$resp_h, ":", cid$resp_p);

	return describe_certificate(f$info$x509$certificate);
	}

# The columns that the options keep from being logged.
function hidden_columns(): set[string]
	{
	local columns: set[string] = set();

	if ( ! log_include_server_certificate_subject_issuer )
		columns = columns | set("subject", "issuer");

	if ( ! log_include_client_certificate_subject_issuer )
		columns = columns | set("client_subject", "client_issuer");

	return columns;
	}

event zeek_init() &priority=5
	{
	local registration = Files::ProtoRegistration($get_file_handle=SSL::get_file_handle, $describe=SSL::describe_file);
	Files::register_protocol(Analyzer::ANALYZER_SSL, registration);
	Files::register_protocol(Analyzer::ANALYZER_DTLS, registration);

	local filter = Log::get_filter(SSL::LOG, "default");
	local hidden = hidden_columns();

	if ( filter$name == "<not found>" || |hidden| == 0 )
		return;

	filter$exclude = filter?$exclude ? filter$exclude | hidden : hidden;
	Log::add_filter(SSL::LOG, filter);
	}

function begin_chains(row: Info)
	{
	row$cert_chain = vector();
	row$cert_chain_fps = vector();
	row$client_cert_chain = vector();
	row$client_cert_chain_fps = vector();
	}

event file_sniff(f: fa_file, meta: fa_metadata) &priority=5
	{
	if ( ! meta?$mime_type || meta$mime_type !in certificate_types || ! f?$info || ! f?$conns || |f$conns| != 1 )
		return;

	for ( cid, c in f$conns )
		{
		if ( ! c?$ssl )
			return;

		local row = c$ssl;

		if ( ! row?$cert_chain )
			begin_chains(row);

		if ( |f$is_orig ? row$client_cert_chain : row$cert_chain| >= max_chain_length )
			return;

		if ( f$is_orig )
			row$client_cert_chain += f$info;
		else
			row$cert_chain += f$info;
		}
	}

# Whether a chain begins with a certificate that could be read.
function is_readable(chain: vector of Files::Info): bool
	{
	return |chain| > 0 && chain[0]?$x509;
	}

# Whether the certificate of the server itself was seen: it is the first of *cert_chain*.
function has_server_cert(c: connection): bool
	{
	return c?$ssl && c$ssl?$cert_chain && is_readable(c$ssl$cert_chain);
	}

# The certificates of a chain that could be read, for those that validate them.
function handles(chain: vector of Files::Info): vector of opaque of x509 &is_used
	{
	local found: vector of opaque of x509 = vector();

	for ( i, info in chain )
		if ( info?$x509 )
			found += info$x509$handle;

	return found;
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
	local row = c$ssl;

	if ( ! row?$cert_chain )
		return;

	row$cert_chain_fps = fingerprints(row$cert_chain);
	row$client_cert_chain_fps = fingerprints(row$client_cert_chain);

	if ( has_server_cert(c) )
		{
		local server = row$cert_chain[0]$x509;
		row$issuer = server$certificate$issuer;
		row$subject = server$certificate$subject;

		if ( row?$server_name )
			row$sni_matches_cert = x509_check_cert_hostname(server$handle, row$server_name) != "";
		}

	if ( is_readable(row$client_cert_chain) )
		{
		local client = row$client_cert_chain[0]$x509$certificate;
		row$client_issuer = client$issuer;
		row$client_subject = client$subject;
		}
	}
