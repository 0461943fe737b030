# @TEST-DOC: After STLS comes TLS; another protocol on the port is no POP3.
# @TEST-EXEC: avocet -b -r $TRACES/pop3-tls.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/pop3-is-not.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/pop3

event zeek_init() { Analyzer::register_for_port(Analyzer::ANALYZER_POP3, 110/tcp); }
event pop3_starttls(c: connection) { print "encrypted"; }
event pop3_unexpected(c: connection, is_orig: bool, msg: string, detail: string) { print msg, detail; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print tag, info$reason; }
event connection_state_remove(c: connection) { print c$service; }
