# @TEST-DOC: A long command is a weird, a reply without a code a violation that ends the analysis.
# @TEST-EXEC: avocet -b -r $TRACES/ftp-broken.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut weird.log name addl source >weirds
# @TEST-EXEC: btest-diff weirds
# @TEST-EXEC: log-cut analyzer.log analyzer_name failure_reason failure_data >failures
# @TEST-EXEC: btest-diff failures

@load base/protocols/ftp

event ftp_request(c: connection, command: string, arg: string)
	{
	print command, arg;
	}

event ftp_reply(c: connection, code: count, msg: string, cont_resp: bool)
	{
	print code, msg, cont_resp;
	}

event connection_state_remove(c: connection)
	{
	print c$history, c$service;
	}
