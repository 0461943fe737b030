# @TEST-DOC: Up is the sense of the first datagram, also where the engine takes its sender for the responder.
# @TEST-EXEC: avocet -b -r $TRACES/udp-from-a-server-port.pcap $ROOT/testing/btest/Scripts/udp-events.zeek base/protocols/server-ports %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-from-a-server-port.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection

event udp_connection::receive_packet(flow: udp_connection::Flow, udp: udp_connection::Datagram, direction: string)
	{
	print "engine", flow$conn$id$orig_h, flow$conn$id$resp_h;
	}
