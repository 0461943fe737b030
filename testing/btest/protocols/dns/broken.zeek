# @TEST-DOC: Each kind of broken message is one weird; what was confirmed before shows as the service.
# @TEST-EXEC: avocet -b -r $TRACES/dns-broken.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut conn.log id.orig_p service history >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: avocet -b -r $TRACES/dns-jumps.pcap %INPUT >jumps
# @TEST-EXEC: btest-diff jumps
# @TEST-EXEC: log-cut conn.log service history >>jumps

@load base/protocols/conn
@load base/protocols/dns

event conn_weird(name: string, c: connection, addl: string, source: string) { print c$id$orig_p, name, addl, source; }
event dns_end(c: connection, msg: dns_msg) { print c$id$orig_p, "end"; }
