# @TEST-DOC: A protocol is found by its port or by its looks; what it stumbles on takes it off the connection.
# @TEST-EXEC: avocet -b -r $TRACES/ident.pcap %INPUT >port
# @TEST-EXEC: btest-diff port
# @TEST-EXEC: test ! -e analyzer.log
# @TEST-EXEC: avocet -b -r $TRACES/ident-then-not.pcap %INPUT >unseen
# @TEST-EXEC: btest-diff unseen
# @TEST-EXEC: avocet -b -r $TRACES/ident-then-not.pcap %INPUT look=T >looks
# @TEST-EXEC: btest-diff looks
# @TEST-EXEC: log-cut analyzer.log analyzer_kind analyzer_name id.resp_p proto failure_reason failure_data >failures
# @TEST-EXEC: btest-diff failures
# @TEST-EXEC: log-cut conn.log id.resp_p service >services
# @TEST-EXEC: avocet -b -r $TRACES/ident-then-not.pcap %INPUT look=T DPD::track_removed_services_in_connection=T >/dev/null
# @TEST-EXEC: log-cut conn.log id.resp_p service >>services
# @TEST-EXEC: avocet -b -r $TRACES/ident-then-not.pcap %INPUT look=T 'DPD::ignore_violations += { Analyzer::ANALYZER_IDENT }' >ignored
# @TEST-EXEC: log-cut conn.log id.resp_p service >>services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: btest-diff ignored

@load base/protocols/conn

const look = F &redef;

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_IDENT, 113/tcp);
	if ( look )
		print Analyzer::detect(Analyzer::ANALYZER_IDENT), Analyzer::detect(Analyzer::ANALYZER_SSH);
	}

event ident_request(c: connection, lport: port, rport: port) { print "request", lport, rport; }
event ident_reply(c: connection, lport: port, rport: port, user_id: string, system: string)
	{ print "reply", lport, rport, user_id, system; }
event ident_error(c: connection, lport: port, rport: port, line: string) { print "error", lport, rport, line; }
event conn_weird(name: string, c: connection, addl: string, source: string) { print "weird", name, addl, source; }
event analyzer_violation_info(atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print "violation", atype, info$reason; }
event Analyzer::analyzer_failed(ts: time, atype: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print "failed", atype; }
