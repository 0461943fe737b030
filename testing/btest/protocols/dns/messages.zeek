# @TEST-DOC: Messages, questions and their ends are told in order, over UDP and TCP alike.
# @TEST-EXEC: avocet -b -r $TRACES/dns-udp.pcap %INPUT >udp
# @TEST-EXEC: btest-diff udp
# @TEST-EXEC: avocet -b -r $TRACES/dns-tcp-segments.pcap %INPUT >tcp
# @TEST-EXEC: btest-diff tcp

@load base/protocols/dns

event dns_message(c: connection, is_orig: bool, msg: dns_msg, len: count) { print "message", is_orig, msg, len; }
event dns_request(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count) { print "request", query, qtype, qclass; }
event dns_query_reply(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count) { print "reply", query, qtype; }
event dns_rejected(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count) { print "rejected", query; }
event dns_end(c: connection, msg: dns_msg) { print "end", msg$id; }
event udp_session_done(u: connection) { print "session done", u$service; }
event content_gap(c: connection, is_orig: bool, seq: count, length: count) { print "gap", is_orig, length; }
