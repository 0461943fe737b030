# @TEST-DOC: The events of key exchanges and logins, of both versions.
# @TEST-EXEC: avocet -b -r $TRACES/ssh-login.pcap %INPUT >out
# @TEST-EXEC: echo version 1 >>out
# @TEST-EXEC: avocet -b -r $TRACES/ssh-version-1.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssh

redef SSH::disable_analyzer_after_detection = F;

event ssh_client_version(c: connection, version: string) { print "client", version; }
event ssh_server_version(c: connection, version: string) { print "server", version; }
event ssh_server_pre_banner_data(c: connection, data: string) { print "before", data; }

event ssh_capabilities(c: connection, cookie: string, capabilities: SSH::Capabilities)
	{
	print "capabilities", |cookie|, capabilities$kex_algorithms, capabilities$is_server, capabilities?$languages;
	}

event ssh2_dh_server_params(c: connection, p: string, q: string) { print "params", p, q; }
event ssh2_dh_gex_init(c: connection, is_orig: bool) { print "init", is_orig; }
event ssh2_server_host_key(c: connection, key: string) { print "key", key; }
event ssh1_server_host_key(c: connection, modulus: string, exponent: string) { print "key", |modulus|, |exponent|; }
event ssh_server_host_key(c: connection, hash: string) { print "MD5", hash; }
event ssh_server_host_key_fingerprint(c: connection, fingerprint: string) { print "digest", fingerprint; }
event ssh_encrypted_packet(c: connection, orig: bool, len: count) { print "encrypted", orig, len; }
event ssh_auth_attempted(c: connection, authenticated: bool) { print "attempted", authenticated; }
event ssh_auth_successful(c: connection, auth_method_none: bool) { print "successful", auth_method_none; }
event ssh_auth_failed(c: connection) { print "failed"; }
event ssh_auth_result(c: connection, result: bool, auth_attempts: count) { print "result", result, auth_attempts; }
event connection_state_remove(c: connection) { print c$service; }
