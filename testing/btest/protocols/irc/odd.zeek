# @TEST-DOC: Lines that contradict themselves are weirds; another protocol is a violation; STARTTLS ends IRC.
# @TEST-EXEC: avocet -b -r $TRACES/irc-odd.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/irc-is-not.pcap %INPUT >>out
# @TEST-EXEC: avocet -b -r $TRACES/irc-tls.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/irc

event conn_weird(name: string, c: connection, addl: string, source: string)
	{
	print name, addl, source;
	}

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print info$reason, info$data;
	}

event irc_nick_message(c: connection, is_orig: bool, who: string, newnick: string)
	{
	print "nick", newnick;
	}

event irc_starttls(c: connection)
	{
	print "encrypted";
	}

event connection_state_remove(c: connection)
	{
	print c$service;
	}
