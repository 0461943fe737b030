# @TEST-DOC: A line of Finger that is longer than an option allows ends the analysis.
# @TEST-EXEC: avocet -b -r $TRACES/finger.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/finger.pcap %INPUT Finger::max_line_length=9 >>out
# @TEST-EXEC: avocet -b -r $TRACES/finger.pcap %INPUT Finger::max_line_length=8 >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/finger

event zeek_init() { print Finger::max_line_length; }
event finger_request(c: connection, full: bool, username: string, hostname: string) { print "request", username; }
event finger_reply(c: connection, reply_line: string) { print "reply", reply_line; }
event analyzer_violation_info(tag: AllAnalyzers::Tag, info: AnalyzerViolationInfo) { print tag, info$reason, info$data; }
