# @TEST-DOC: STARTTLS of XMPP, by the port and by the signature; other protocols on the port are none.
# @TEST-EXEC: avocet -b -r $TRACES/xmpp-tls.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/xmpp-tls.pcap %INPUT XMPP::ports='set()' >>out
# @TEST-EXEC: avocet -b -r $TRACES/xmpp-is-not.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/xmpp

event xmpp_starttls(c: connection) { print "encrypted"; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print tag, info$reason; }
event connection_state_remove(c: connection) { print c$service; }
