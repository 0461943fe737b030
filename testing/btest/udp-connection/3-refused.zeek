# @TEST-DOC: A flow that is dropped in new_connection is refused: its datagram is not accepted, and no event follows.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

event udp_connection::new_connection(flow: udp_connection::Flow, udp: udp_connection::Datagram)
	{
	if ( udp$payload == "bad" )
		udp_connection::drop(flow);
	}
