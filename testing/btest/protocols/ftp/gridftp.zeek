# @TEST-DOC: TLS within tokens of GSSAPI is read, and makes a control channel of GridFTP; so does TLS that fits make a data channel, once that is large.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-gssapi.pcap %INPUT
# @TEST-EXEC: log-cut conn.log id.resp_p service history >rows
# @TEST-EXEC: log-cut weird.log name addl source >>rows
# @TEST-EXEC: log-cut ssl.log version cipher established >>rows
# @TEST-EXEC: avocet -b -r $TRACES/tls12-client-certificate.pcap %INPUT GridFTP::size_threshold=2000 >>rows
# @TEST-EXEC: log-cut conn.log service >>rows
# @TEST-EXEC: btest-diff rows

@load base/protocols/ftp
@load base/frameworks/notice/weird

redef GridFTP::data_channel_initial_criteria = function(c: connection): bool
	{
	return c?$ssl && c$ssl?$cert_chain && c$ssl?$client_cert_chain;
	};

event GridFTP::data_channel_detected(c: connection)
	{
	print "data channel", c$id$resp_p;
	}
