# @TEST-DOC: Without a place for the verdict drops still silence the flow, and are counted.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT >out
# @TEST-EXEC: btest-diff out

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	if ( payload == "bad" )
		udp_connection::drop(flow);
	}

event zeek_done()
	{
	print packets_not_accepted(), "not accepted";
	}
