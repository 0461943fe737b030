# @TEST-DOC: The handshake in order, by a registered port.
# @TEST-EXEC: avocet -b -r $TRACES/rfb.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_RFB, 5901/tcp);
	}

event rfb_server_version(c: connection, major_version: string, minor_version: string)
	{
	print "server", major_version, minor_version;
	}

event rfb_client_version(c: connection, major_version: string, minor_version: string)
	{
	print "client", major_version, minor_version;
	}

event rfb_authentication_type(c: connection, authtype: count)
	{
	print "type", authtype;
	}

event rfb_authentication_result(c: connection, result: bool)
	{
	print "result", result;
	}

event rfb_share_flag(c: connection, flag: bool)
	{
	print "share", flag;
	}

event rfb_server_parameters(c: connection, name: string, width: count, height: count)
	{
	print "desktop", name, width, height;
	}
