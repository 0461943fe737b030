# @TEST-DOC: A gap of 59.999 s goes on, one of 60 s has ended the flow; either side restarts it.
# @TEST-EXEC: avocet -b -r $TRACES/udp-idle-gaps.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-idle-gaps.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection
