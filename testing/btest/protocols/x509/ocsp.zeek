# @TEST-DOC: A stapled reply of OCSP is a file, with events of its own and a log.
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT >out
# @TEST-EXEC: log-cut ocsp.log hashAlgorithm certStatus revoketime revokereason >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

event ocsp_response_status(f: fa_file, status: string) { print status; }
event ocsp_response_bytes(f: fa_file, status: string, version: count, responderId: string, producedAt: time,
    signatureAlgorithm: string, certs: x509_opaque_vector)
	{ print status, version, responderId, producedAt > double_to_time(0.0), signatureAlgorithm, |certs|; }
event ocsp_response_certificate(f: fa_file, hashAlgorithm: string, issuerNameHash: string, issuerKeyHash: string,
    serialNumber: string, certStatus: string, revokeTime: time, revokeReason: string, thisUpdate: time, nextUpdate: time)
	{ print hashAlgorithm, |issuerNameHash|, |issuerKeyHash|, certStatus, revokeTime, revokeReason, nextUpdate > thisUpdate; }
