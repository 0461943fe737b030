# @TEST-DOC: Datagrams find their flow by addresses and ports; the answer goes down.
# @TEST-EXEC: avocet -b -r $TRACES/udp-interleaved.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-interleaved.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
