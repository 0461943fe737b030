# @TEST-DOC: What a server of IMAP is able to do, and STARTTLS; other protocols on the port are none.
# @TEST-EXEC: avocet -b -r $TRACES/imap-tls.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/imap-is-not.pcap %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/imap

event imap_capabilities(c: connection, capabilities: string_vec) { print capabilities; }
event imap_starttls(c: connection) { print "encrypted"; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print tag, info$reason; }
event connection_state_remove(c: connection) { print c$service; }
