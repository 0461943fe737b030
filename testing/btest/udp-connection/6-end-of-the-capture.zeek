# @TEST-DOC: Live flows end with the capture, the newest first; dropped ones have ended.
# @TEST-EXEC: avocet -b -r $TRACES/udp-end-order.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-end-order.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

global flows: table[count] of udp_connection::Flow;

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	if ( payload == "two" )
		udp_connection::drop(flow);
	}

# Dropping the next one to end: its end comes at once, and once.
event udp_connection::end_connection(flow: udp_connection::Flow)
	{
	if ( flow$id == 4 )
		udp_connection::drop(flows[3]);
	}

event udp_connection::new_connection(flow: udp_connection::Flow, udp: udp_connection::Datagram)
	{
	flows[flow$id] = flow;
	}
