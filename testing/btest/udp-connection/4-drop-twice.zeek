# @TEST-DOC: Dropping twice changes nothing: neither in the same handler, nor with another period, nor later.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

event again(flow: udp_connection::Flow)
	{
	print udp_events::moment(), "again", flow$state;
	udp_connection::drop(flow);
	}

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	if ( payload != "bad" )
		return;

	udp_connection::drop(flow);
	udp_connection::drop(flow, 1 hr);
	schedule 30 secs { again(flow) };
	schedule 60.2 secs { again(flow) };
	}
