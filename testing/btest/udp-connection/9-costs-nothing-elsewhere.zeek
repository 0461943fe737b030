# @TEST-DOC: Neither who does not load udp_connection pays for it, nor who loads it and handles none of its events: no event is raised.
# @TEST-EXEC: avocet -b -r $TRACES/udp-end-order.pcap %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/udp-end-order.pcap %INPUT base/protocols/udp_connection >>out
# @TEST-EXEC: btest-diff out

event zeek_done()
	{
	# Those of the run itself, none of connections.
	print get_event_stats()$dispatched < 10, get_conn_stats()$cumulative_udp_conns;
	}
