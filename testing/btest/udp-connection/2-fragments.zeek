# @TEST-DOC: Fragments are put together first, and share the verdict on their datagram: the second run drops it.
# @TEST-EXEC: avocet -b -r $TRACES/udp-fragments-between.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-fragments-between.pcap kept.pcap >>out
# @TEST-EXEC: avocet -b -r $TRACES/udp-fragments-between.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap drops=T >>out
# @TEST-EXEC: packets-kept $TRACES/udp-fragments-between.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

const drops = F &redef;

event udp_connection::receive_packet(flow: udp_connection::Flow, udp: udp_connection::Datagram, direction: string)
	{
	if ( drops && udp$length > 1000 )
		udp_connection::drop(flow);
	}
