# @TEST-DOC: A datagram with the ports swapped is of another flow; its answer goes down there.
# @TEST-EXEC: avocet -b -r $TRACES/udp-ports-swapped.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-ports-swapped.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
