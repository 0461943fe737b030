# @TEST-DOC: A certificate that was seen often enough is not taken apart again: its events are repeated, unless a hook breaks.
# @TEST-EXEC: avocet -b -r $TRACES/tls12-resumed.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/tls12-resumed.pcap %INPUT X509::caching_required_encounters=2 >>out
# @TEST-EXEC: avocet -b -r $TRACES/tls12-resumed.pcap %INPUT policy/files/x509/disable-certificate-events-known-certs >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

redef X509::caching_required_encounters = 1;

event zeek_init() { print "---"; }
event x509_certificate(f: fa_file, cert_ref: opaque of x509, cert: X509::Certificate) { print cert$cn; }
event x509_ext_basic_constraints(f: fa_file, ext: X509::BasicConstraints) { print "  ", ext; }
hook X509::x509_certificate_cache_replay(f: fa_file, e: X509::Info, sha256: string) &priority=10
	{ print "from the cache", e$certificate$cn; }
event SSL::log_ssl(rec: SSL::Info) { print rec$resumed || |rec$cert_chain_fps| == 3; }
