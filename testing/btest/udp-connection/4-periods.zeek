# @TEST-DOC: The period is the one given, or the option; after it the next datagram is a new connection.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap udp_connection::drop_period=59.999secs by_option=T >>out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

const by_option = F &redef;

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	if ( payload != "bad" )
		return;

	if ( by_option )
		udp_connection::drop(flow);
	else
		udp_connection::drop(flow, flow$srcport == 5000/udp ? 1 sec : 2 min);
	}
