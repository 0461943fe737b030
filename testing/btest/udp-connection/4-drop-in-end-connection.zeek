# @TEST-DOC: A drop within end_connection changes nothing.
# @TEST-EXEC: avocet -b -r $TRACES/udp-idle-gaps.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-idle-gaps.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

event udp_connection::end_connection(flow: udp_connection::Flow)
	{
	udp_connection::drop(flow);
	}
