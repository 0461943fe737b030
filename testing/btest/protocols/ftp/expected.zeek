# @TEST-DOC: Sessions know their data channels until those are removed, up to a limit.
# @TEST-EXEC: avocet -b -r $TRACES/ftp.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/ftp.pcap %INPUT FTP::max_expected_data_channels=1 >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ftp

module FTP;

event scheduled_analyzer_applied(c: connection, a: Analyzer::Tag) &priority=5
	{
	print a, c$id$resp_p, |ftp_data_expected|;
	}

event net_weird(name: string, addl: string, source: string)
	{
	print name, addl, source;
	}

event zeek_done()
	{
	print |ftp_data_expected|;
	}
