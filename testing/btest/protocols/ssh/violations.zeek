# @TEST-DOC: Another protocol on port 22, and a server that says nothing, are violations; what was said is logged.
# @TEST-EXEC: avocet -b -r $TRACES/ssh-is-not.pcap %INPUT >out
# @TEST-EXEC: test ! -e ssh.log
# @TEST-EXEC: avocet -b -r $TRACES/ssh-one-sided.pcap %INPUT >>out
# @TEST-EXEC: log-cut ssh.log client version >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ssh

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print tag, info$reason;
	}

event connection_state_remove(c: connection)
	{
	print c$service;
	}
