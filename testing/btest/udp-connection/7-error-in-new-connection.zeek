# @TEST-DOC: A run-time error in new_connection is reported and drops the flow, unless told otherwise.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out 2>err
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap udp_connection::fail_open=T >>out 2>>err
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: path-free <err >messages
# @TEST-EXEC: btest-diff messages

global nothing: table[count] of string;

event udp_connection::new_connection(flow: udp_connection::Flow, udp: udp_connection::Datagram)
	{
	if ( flow$id == 1 )
		print nothing[1];
	}
