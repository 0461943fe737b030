# @TEST-DOC: Rows of x509.log, and what events say of extensions; a certificate is logged once.
# @TEST-EXEC: avocet -b -r $TRACES/tls12-resumed.pcap %INPUT >out
# @TEST-EXEC: log-cut x509.log certificate.version certificate.subject certificate.issuer certificate.key_alg certificate.sig_alg certificate.key_type certificate.key_length certificate.exponent certificate.curve san.dns san.uri san.email san.ip basic_constraints.ca basic_constraints.path_len host_cert client_cert >>out
# @TEST-EXEC: avocet -b -r $TRACES/tls12-client-certificate.pcap base/protocols/ssl X509::log_x509_in_files_log=T
# @TEST-EXEC: log-cut x509.log certificate.subject certificate.key_type certificate.curve client_cert >>out
# @TEST-EXEC: log-cut files.log source analyzers mime_type is_orig | sort -u >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

event x509_certificate(f: fa_file, cert_ref: opaque of x509, cert: X509::Certificate)
	{
	print cert$cn, cert$not_valid_after > cert$not_valid_before, cert$tbs_sig_alg;
	print x509_parse(cert_ref)$serial == cert$serial, x509_parse(x509_from_der(x509_get_certificate_string(cert_ref)))$cn;
	print x509_get_certificate_string(cert_ref, T)[0:27];
	}
event x509_extension(f: fa_file, ext: X509::Extension)
	{
	if ( ext$short_name !in set("subjectKeyIdentifier", "authorityKeyIdentifier") )
		print ext;
	}
