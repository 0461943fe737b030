# @TEST-DOC: EDNS options, TSIG and TKEY are told where additional records are wanted; bad options are weird.
# @TEST-EXEC: avocet -b -r $TRACES/dns-extensions.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/dns

redef dns_skip_all_addl = F;

event dns_EDNS_addl(c: connection, msg: dns_msg, ans: dns_edns_additional) { print ans; }
event dns_EDNS_ecs(c: connection, msg: dns_msg, opt: dns_edns_ecs) { print "subnet", opt; }
event dns_EDNS_tcp_keepalive(c: connection, msg: dns_msg, opt: dns_edns_tcp_keepalive) { print "keepalive", opt; }
event dns_EDNS_cookie(c: connection, msg: dns_msg, opt: dns_edns_cookie) { print "cookie", opt; }
event dns_TKEY(c: connection, msg: dns_msg, ans: dns_tkey) { print "TKEY", ans; }
event dns_TSIG_addl(c: connection, msg: dns_msg, ans: dns_tsig_additional) { print "TSIG", ans; }
event conn_weird(name: string, c: connection, addl: string, source: string) { print "weird", name, addl, source; }
