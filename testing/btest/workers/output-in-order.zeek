# @TEST-DOC: What handlers print comes in the order of packets; what belongs to the run comes once. Verdicts reach the output.
# @TEST-EXEC: avocet --workers 1 -b -r $TRACES/tcp-hundred.pcap %INPUT --accepted one.pcap >one
# @TEST-EXEC: avocet --workers 4 -b -r $TRACES/tcp-hundred.pcap %INPUT --accepted four.pcap >four
# @TEST-EXEC: cmp one four
# @TEST-EXEC: cmp one.pcap four.pcap
# @TEST-EXEC: avocet --workers 3 -b -r $TRACES/udp-fragments-between.pcap %INPUT --accepted some.pcap >out
# @TEST-EXEC: packets-kept $TRACES/udp-fragments-between.pcap some.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/udp_connection

event later()
	{
	print "scheduled by zeek_init";
	}

event zeek_init()
	{
	print "zeek_init";
	schedule 0.05 secs { later() };
	}

event due(c: connection)
	{
	print fmt("%.6f", network_time()), "scheduled for", c$id$orig_p;
	}

event new_connection(c: connection)
	{
	print fmt("%.6f", network_time()), "new", c$id$orig_p;
	schedule 0.02 secs { due(c) };

	if ( c$id$orig_p == 40013/tcp )
		Conn::drop(c);
	}

event udp_connection::receive_packet(flow: udp_connection::Flow, udp: udp_connection::Datagram, direction: string)
	{
	if ( udp$length > 1000 )
		udp_connection::drop(flow);
	}

event connection_state_remove(c: connection)
	{
	print fmt("%.6f", network_time()), "end", c$id$orig_p, c$history;
	}

event Pcap::file_done(path: string)
	{
	print "file done";
	}

event zeek_done()
	{
	print "zeek_done";
	}
