# @TEST-DOC: A drop in receive_data: no protocol event of that datagram, then as in receive_packet.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	if ( payload == "bad" )
		udp_connection::drop(flow);
	}

event udp_request(c: connection)
	{
	print "udp_request";
	}
