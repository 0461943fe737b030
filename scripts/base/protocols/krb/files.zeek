##! Certificates that are shown in place of a password (RFC 4556), as files and in the log.

@load ./main
@load base/utils/conn-ids
@load base/frameworks/files
@load base/files/x509

module KRB;

export {
	redef record Info += {
		## The client's certificate,
		client_cert: Files::Info &optional;
		## whose it is,
		client_cert_subject: string &log &optional;
		## and its id as a file.
		client_cert_fuid: string &log &optional;
		## The same of the server.
		server_cert: Files::Info &optional;
		server_cert_subject: string &log &optional;
		server_cert_fuid: string &log &optional;
	};

	## The engine gives each certificate a handle of its own.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	## Serial number, subject and issuer of a certificate.
	global describe_file: function(f: fa_file): string;
}

function get_file_handle(c: connection, is_orig: bool): string
	{
	return "";
	}

function describe_file(f: fa_file): string
	{
	if ( f$source !in set("KRB", "KRB_TCP") || ! f?$info || ! f$info?$x509 )
		return "";

	local certificate = f$info$x509$certificate;
	return cat("Serial: ", certificate$serial, " Subject: ", certificate$subject, " Issuer: ", certificate$issuer);
	}

event zeek_init() &priority=5
	{
	Files::register_protocol(Analyzer::ANALYZER_KRB,
		Files::ProtoRegistration($get_file_handle=KRB::get_file_handle, $describe=KRB::describe_file));
	Files::register_protocol(Analyzer::ANALYZER_KRB_TCP,
		Files::ProtoRegistration($get_file_handle=KRB::get_file_handle, $describe=KRB::describe_file));
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source !in set("KRB", "KRB_TCP") )
		return;

	ensure_row(c);
	local row = c$krb;

	# Of several, the first is that of the sender itself.
	if ( is_orig )
		{
		if ( row?$client_cert )
			return;

		row$client_cert_fuid = f$id;
		row$client_cert = f$info;
		}
	else if ( ! row?$server_cert )
		{
		row$server_cert_fuid = f$id;
		row$server_cert = f$info;
		}
	}

# Whether a file proved to be a certificate.
function is_certificate(seen: Files::Info): bool
	{
	return seen?$x509 && seen$x509?$certificate;
	}

function fill_subjects(c: connection)
	{
	if ( ! c?$krb )
		return;

	local row = c$krb;

	if ( row?$client_cert && is_certificate(row$client_cert) )
		row$client_cert_subject = row$client_cert$x509$certificate$subject;

	if ( row?$server_cert && is_certificate(row$server_cert) )
		row$server_cert_subject = row$server_cert$x509$certificate$subject;
	}

event krb_error(c: connection, msg: Error_Msg)
	{
	fill_subjects(c);
	}

event krb_as_response(c: connection, msg: KDC_Response)
	{
	fill_subjects(c);
	}

event krb_tgs_response(c: connection, msg: KDC_Response)
	{
	fill_subjects(c);
	}

hook finalize_krb(c: connection) &priority=5
	{
	fill_subjects(c);
	}
