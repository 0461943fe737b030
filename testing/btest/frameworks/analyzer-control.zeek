# @TEST-DOC: Scripts enable, disable, attach and remove analyzers; hooks may forbid it.
# @TEST-EXEC: avocet -b -r $TRACES/dns-udp.pcap %INPUT 'Analyzer::disabled_analyzers += { Analyzer::ANALYZER_DNS }' >disabled
# @TEST-EXEC: btest-diff disabled
# @TEST-EXEC: avocet -b -r $TRACES/dns-udp.pcap %INPUT Analyzer::disable_all=T 'Analyzer::requested_analyzers += { Analyzer::ANALYZER_DNS }' >requested
# @TEST-EXEC: btest-diff requested
# @TEST-EXEC: avocet -b -r $TRACES/dns-pairing.pcap %INPUT forbid=T >forbidden
# @TEST-EXEC: btest-diff forbidden
# @TEST-EXEC: avocet -b -r $TRACES/dns-pairing.pcap %INPUT remove=T >removed
# @TEST-EXEC: btest-diff removed
# @TEST-EXEC: avocet -b -r $TRACES/dns-pairing.pcap %INPUT expect=T ports=F >expected
# @TEST-EXEC: btest-diff expected

const ports = T &redef;
const expect = F &redef;
const forbid = F &redef;
const remove = F &redef;

event zeek_init()
	{
	if ( ports )
		Analyzer::register_for_port(Analyzer::ANALYZER_DNS, 53/udp);
	if ( expect )
		Analyzer::schedule_analyzer(0.0.0.0, 10.2.0.2, 53/udp, Analyzer::ANALYZER_DNS, 1 min);
	}

event scheduled_analyzer_applied(c: connection, a: Analyzer::Tag) { print "applied", c$id$resp_p, a; }

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo)
	{
	print "confirmed", atype, info$aid == current_analyzer(), info?$c, info?$f;
	print lookup_connection_analyzer_id(info$c$id, atype) == info$aid;
	print lookup_connection_analyzer_id(info$c$id, Analyzer::ANALYZER_SSH);
	}

hook Analyzer::disabling_analyzer(c: connection, atype: AllAnalyzers::Tag, aid: count)
	{
	print "disabling", atype;
	if ( forbid )
		break;
	}

event dns_request(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count)
	{
	print query, c$service, current_analyzer() > 0;

	if ( forbid || remove )
		print "removed", disable_analyzer(c$id, current_analyzer()), lookup_connection_analyzer_id(c$id, Analyzer::ANALYZER_DNS);

	if ( remove )
		print "again", disable_analyzer(c$id, current_analyzer(), F);
	}
