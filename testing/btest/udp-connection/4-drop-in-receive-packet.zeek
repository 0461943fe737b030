# @TEST-DOC: A drop in receive_packet: no data of it, end_connection once, silence for 60 s in both directions.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

event udp_connection::receive_packet(flow: udp_connection::Flow, udp: udp_connection::Datagram, direction: string)
	{
	if ( udp$payload == "bad" )
		udp_connection::drop(flow);
	}

event udp_request(c: connection)
	{
	print "udp_request";
	}
