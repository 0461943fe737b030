# @TEST-DOC: A drop in an event on top concerns the datagram at hand as well, and takes back what waits to be handled.
# @TEST-EXEC: avocet -b -r $TRACES/udp-after-drop.pcap $ROOT/testing/btest/Scripts/udp-events.zeek %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-after-drop.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

redef udp_content_deliver_all_orig = T;

global flows: table[string] of udp_connection::Flow;

event udp_connection::new_connection(flow: udp_connection::Flow, udp: udp_connection::Datagram)
	{
	flows[flow$conn$uid] = flow;
	}

event udp_request(c: connection)
	{
	print "udp_request";

	if ( flows[c$uid]$id <= 2 )
		udp_connection::drop(flows[c$uid]);
	}

event udp_contents(c: connection, is_orig: bool, contents: string)
	{
	print "udp_contents", contents;
	}
