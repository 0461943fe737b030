# @TEST-DOC: Chains are verified against roots, at a time; replies of OCSP as well; digests and names of certificates.
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssl

global reply = "";
event ssl_stapled_ocsp(c: connection, is_client: bool, response: string) { reply = response; }

event ssl_established(c: connection)
	{
	local chain: vector of opaque of x509 = vector();
	for ( i, info in c$ssl$cert_chain )
		chain += info$x509$handle;
	local roots = table(["root"] = x509_get_certificate_string(chain[2]));
	local nobody: table[string] of string = table();

	local good = x509_verify(chain, roots);
	print good$result, good$result_string, |good$chain_certs|;
	local much_later = x509_verify(chain, roots, network_time() + 50000days);
	print much_later$result, much_later$result_string, much_later?$chain_certs;
	print x509_verify(chain, nobody)$result_string;
	print x509_verify(vector(chain[0]), roots)$result_string;
	print x509_verify(vector(), roots)$result;

	print x509_ocsp_verify(chain, reply, roots);
	print x509_ocsp_verify(chain, reply, nobody)$result > 0;
	print x509_ocsp_verify(chain, sub_bytes(reply, 1, 100), roots)$result;
	print x509_ocsp_verify(chain, reply, roots, network_time() + 10000days)$result > 0;

	print x509_issuer_name_hash(chain[0], 2) == x509_subject_name_hash(chain[1], 2), |x509_spki_hash(chain[0], 4)|;
	print x509_check_cert_hostname(chain[0], "server.example.test"), x509_check_cert_hostname(chain[0], "Any.Example.Test"),
	      x509_check_cert_hostname(chain[0], "a.b.example.test") == "", x509_check_cert_hostname(chain[1], "example authority");
	print sct_verify(chain[0], "", "", "", 0, 4);
	}

event zeek_init()
	{
	for ( i, name in vector("*.example.org", "www*.example.org", "w*w.example.org", "*.org", "*", "www.*.org", "**.example.org") )
		print name, x509_check_hostname("www1.example.org", name);
	}
