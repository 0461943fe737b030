# @TEST-DOC: Flows over IPv6.
# @TEST-EXEC: avocet -b -r $TRACES/udp-ipv6-talk.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-ipv6-talk.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
