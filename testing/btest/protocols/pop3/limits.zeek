# @TEST-DOC: Commands that do not wait, commands that nobody knows and replies that are none are limited.
# @TEST-EXEC: avocet -b -r $TRACES/pop3.pcap %INPUT POP3::max_pending_commands=1 >out
# @TEST-EXEC: avocet -b -r $TRACES/pop3-is-not.pcap %INPUT POP3::max_unknown_client_commands=0 >>out
# @TEST-EXEC: avocet -b -r $TRACES/pop3-odd.pcap %INPUT POP3::max_unknown_client_commands=10 max_analyzer_violations=1 >>out
# @TEST-EXEC: avocet -b -r $TRACES/pop3-odd.pcap %INPUT gives-up.zeek >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/pop3

event zeek_init() { Analyzer::register_for_port(Analyzer::ANALYZER_POP3, 110/tcp); }
event pop3_request(c: connection, is_orig: bool, command: string, arg: string) { print command; }
event conn_weird(name: string, c: connection, addl: string, source: string) { print name, addl, source; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print tag, info$aid, info$reason; }

redef DPD::ignore_violations += { Analyzer::ANALYZER_POP3 };

# @TEST-START-FILE gives-up.zeek
redef DPD::ignore_violations -= { Analyzer::ANALYZER_POP3 };
event connection_state_remove(c: connection) { print c$service, c$failed_analyzers; }
# @TEST-END-FILE
