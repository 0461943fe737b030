# @TEST-DOC: Messages as scripts get them; a flow that begins with an answer is turned around; violations.
# @TEST-EXEC: avocet -b -r $TRACES/ntp.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/ntp-other-way-round.pcap %INPUT >>out
# @TEST-EXEC: avocet -b -r $TRACES/ntp-broken.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/ntp

event ntp_message(c: connection, is_orig: bool, msg: NTP::Message)
	{
	print c$id$orig_h, is_orig, msg;
	}

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print info$reason;
	}

event connection_state_remove(c: connection)
	{
	print c$history, c$service;
	}
