# @TEST-DOC: Empty payloads raise receive_data.
# @TEST-EXEC: avocet -b -r $TRACES/udp-empty.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-empty.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
