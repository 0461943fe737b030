# @TEST-DOC: Messages as scripts get them, and what is none.
# @TEST-EXEC: avocet -b -r $TRACES/dhcp.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/dhcp-broken.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/dhcp

redef DPD::ignore_violations += { Analyzer::ANALYZER_DHCP };

event dhcp_message(c: connection, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options)
	{
	print is_orig, msg;
	print options;
	}

event conn_weird(name: string, c: connection, addl: string, source: string)
	{
	print name, addl, source;
	}

event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo)
	{
	print info$reason;
	}
