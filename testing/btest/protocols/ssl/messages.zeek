# @TEST-DOC: What events say of TLS 1.2: extensions, keys, records before and after encryption, and their order.
# @TEST-EXEC: avocet -b -r $TRACES/tls12.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/tls12-client-certificate.pcap %INPUT | grep -E 'dh|signature|asks|keys' >keys
# @TEST-EXEC: btest-diff keys
# @TEST-EXEC: avocet -b -r $TRACES/tls13.pcap %INPUT >tls13
# @TEST-EXEC: btest-diff tls13

@load base/protocols/ssl

redef SSL::disable_analyzer_after_detection = F;

function who(is_client: bool): string { return is_client ? "client" : "server"; }

event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time, client_random: string,
    session_id: string, ciphers: index_vec, comp_methods: index_vec)
	{ print "client hello", SSL::version_strings[version], SSL::version_strings[record_version], |client_random|, |ciphers| > 5, comp_methods; }
event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time, server_random: string,
    session_id: string, cipher: count, comp_method: count)
	{ print "server hello", SSL::version_strings[version], |server_random|, SSL::cipher_desc[cipher], comp_method; }
event ssl_extension(c: connection, is_client: bool, code: count, val: string) { print who(is_client), SSL::extensions[code]; }
event ssl_extension_server_name(c: connection, is_client: bool, names: string_vec) { print names; }
event ssl_extension_application_layer_protocol_negotiation(c: connection, is_client: bool, protocols: string_vec) { print protocols; }
event ssl_extension_supported_versions(c: connection, is_client: bool, versions: index_vec) { print versions; }
event ssl_extension_key_share(c: connection, is_client: bool, curves: index_vec) { print curves; }
event ssl_extension_psk_key_exchange_modes(c: connection, is_client: bool, modes: index_vec) { print modes; }
event ssl_extension_ec_point_formats(c: connection, is_client: bool, point_formats: index_vec) { print point_formats; }
event ssl_extension_elliptic_curves(c: connection, is_client: bool, curves: index_vec) { print curves; }
event ssl_ecdh_server_params(c: connection, curve: count, point: string) { print "ecdh server", SSL::ec_curves[curve], |point|; }
event ssl_ecdh_client_params(c: connection, point: string) { print "ecdh client", |point|; }
event ssl_dh_server_params(c: connection, p: string, q: string, Ys: string) { print "dh server", |p| > 200, |q|, |Ys| == |p|; }
event ssl_dh_client_params(c: connection, Yc: string) { print "dh client", |Yc| > 200; }
event ssl_server_signature(c: connection, signature_and_hashalgorithm: SSL::SignatureAndHashAlgorithm, signature: string)
	{ print "signature", signature_and_hashalgorithm, |signature|; }
event ssl_certificate_request(c: connection, is_client: bool, certificate_types: index_vec,
    supported_signature_algorithms: signature_and_hashalgorithm_vec, certificate_authorities: string_vec)
	{ print "server asks for", certificate_types, |supported_signature_algorithms| > 3, parse_distinguished_name(certificate_authorities[0]); }
event ssl_session_ticket_handshake(c: connection, ticket_lifetime_hint: count, ticket: string) { print "ticket", ticket_lifetime_hint, |ticket| > 100; }
event ssl_stapled_ocsp(c: connection, is_client: bool, response: string) { print "stapled", who(is_client), |response| > 500; }
event ssl_handshake_message(c: connection, is_client: bool, msg_type: count, length: count) { print "  message", who(is_client), msg_type; }
event ssl_change_cipher_spec(c: connection, is_client: bool) { print "change cipher spec", who(is_client); }
event ssl_plaintext_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count)
	{ print "    record", who(is_client), content_type; }
event ssl_encrypted_data(c: connection, is_client: bool, record_version: count, content_type: count, length: count)
	{ print "    encrypted", who(is_client), content_type; }
event ssl_probable_encrypted_handshake_message(c: connection, is_client: bool, length: count) { print "probably a message", who(is_client); }
event ssl_established(c: connection) { print "established"; }
