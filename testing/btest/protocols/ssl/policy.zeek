# @TEST-DOC: The policy scripts: validation of certificates and stapled replies, known certificates, weak keys, expiry, requests.
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT >out
# @TEST-EXEC: log-cut ssl.log validation_status ocsp_status >>out
# @TEST-EXEC: log-cut known_certs.log host port_num subject issuer_subject >>out
# @TEST-EXEC: log-cut x509.log certificate.subject >>out
# @TEST-EXEC: log-cut notice.log note >>out
# @TEST-EXEC: avocet -b -r $TRACES/tls12-client-certificate.pcap policy/protocols/ssl/certificate-request-info policy/protocols/ssl/log-certs-base64
# @TEST-EXEC: log-cut ssl.log requested_client_certificate_authorities >>out
# @TEST-EXEC: log-cut x509.log client_cert host_cert cert | cut -c 1-12 >>out
# @TEST-EXEC: btest-diff out

@load policy/protocols/ssl/validate-certs
@load policy/protocols/ssl/validate-ocsp
@load policy/protocols/ssl/known-certs
@load policy/protocols/ssl/weak-keys
@load policy/protocols/ssl/expiring-certs
@load policy/protocols/ssl/log-hostcerts-only

redef Known::cert_tracking = ALL_HOSTS;
redef SSL::notify_weak_keys = ALL_HOSTS;
redef SSL::notify_minimal_key_length = 4096;
redef SSL::notify_certs_expiration = ALL_HOSTS;
redef SSL::notify_when_cert_expiring_in = 100000days;

# The last certificate that came is the root.
hook SSL::ssl_finishing(c: connection) &priority=30
	{
	local chain = c$ssl$cert_chain;
	local root = chain[|chain| - 1]$x509;
	SSL::root_certs[root$certificate$subject] = x509_get_certificate_string(root$handle);
	}
