# @TEST-DOC: What follows AUTH TLS and its reply is no FTP.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-tls.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/ftp

event ftp_request(c: connection, command: string, arg: string)
	{
	print command, arg;
	}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool)
	{
	print code, msg;
	}

event ftp_starttls(c: connection)
	{
	print "from here on encrypted";
	}

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	if ( tag == Analyzer::ANALYZER_FTP )
		print "a violation of FTP";
	}
