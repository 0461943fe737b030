# @TEST-DOC: What clients and servers say, in order, with all that they say.
# @TEST-EXEC: avocet -b -r $TRACES/rdp-odd.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/rdp

event rdp_connect_request(c: connection, cookie: string, flags: count)
	{
	print c$id$orig_p, "request", cookie, flags;
	}

event rdp_negotiation_response(c: connection, security_protocol: count, flags: count)
	{
	print c$id$orig_p, "response", security_protocol, flags;
	}

event rdp_negotiation_failure(c: connection, failure_code: count, flags: count)
	{
	print c$id$orig_p, "failure", failure_code, flags;
	}

event rdp_client_core_data(c: connection, data: RDP::ClientCoreData)
	{
	print c$id$orig_p, data;
	}

event rdp_client_security_data(c: connection, data: RDP::ClientSecurityData)
	{
	print c$id$orig_p, data;
	}

event rdp_client_network_data(c: connection, channels: RDP::ClientChannelList)
	{
	print c$id$orig_p, |channels|, channels[0];
	}

event rdp_client_cluster_data(c: connection, data: RDP::ClientClusterData)
	{
	print c$id$orig_p, data;
	}

event rdp_gcc_server_create_response(c: connection, result: count)
	{
	print c$id$orig_p, "server", result;
	}

event rdp_server_security(c: connection, encryption_method: count, encryption_level: count)
	{
	print c$id$orig_p, "security", encryption_method, encryption_level;
	}

event rdp_server_certificate(c: connection, cert_type: count, permanently_issued: bool)
	{
	print c$id$orig_p, "certificate", cert_type, permanently_issued;
	}

event rdp_begin_encryption(c: connection, security_protocol: count)
	{
	print c$id$orig_p, "encrypted", security_protocol;
	}

event rdp_native_encrypted_data(c: connection, orig: bool, len: count)
	{
	print c$id$orig_p, "data", orig, len;
	}
