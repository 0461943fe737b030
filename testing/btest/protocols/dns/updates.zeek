# @TEST-DOC: Dynamic updates: the zone, what has to hold, what changes.
# @TEST-EXEC: avocet -b -r $TRACES/dns-update.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut dns.log query answers TTLs opcode_name >rows
# @TEST-EXEC: btest-diff rows

@load base/protocols/dns

event dns_dynamic_update(c: connection, msg: dns_msg, zname: string, zclass: count) { print "zone", zname, zclass; }
event dns_dynamic_update_pre(c: connection, msg: dns_msg, ans: dns_answer) { print "before", ans; }
event dns_dynamic_update_del(c: connection, msg: dns_msg, ans: dns_answer) { print "delete", ans; }
event dns_A_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr) { print "add", ans, a; }
