# @TEST-DOC: Requests find their replies by transaction id, in whatever order; the rest is logged at the end.
# @TEST-EXEC: avocet -b -r $TRACES/dns-pairing.pcap %INPUT
# @TEST-EXEC: log-cut dns.log trans_id rtt query rcode_name answers rejected original_query >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: avocet -b -r $TRACES/dns-multicast.pcap %INPUT
# @TEST-EXEC: log-cut dns.log trans_id query rcode_name answers >multicast
# @TEST-EXEC: btest-diff multicast

@load base/protocols/dns
@load policy/protocols/dns/log-original-query-case
