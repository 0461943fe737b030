# @TEST-DOC: Conn::drop does for TCP and ICMP what udp_connection::drop does for UDP.
# @TEST-EXEC: avocet -b -r $TRACES/verdicts-mixed.pcap %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/verdicts-mixed.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn

event connection_established(c: connection)
	{
	print fmt("%.3f", time_to_double(network_time()) - 1700000000), "established", c$id$orig_p;

	if ( c$id$orig_p == 40000/tcp )
		Conn::drop(c, 1 min);
	}

# Raised with connection_established, for the same packet.
event connection_first_ACK(c: connection)
	{
	print "first ACK", c$id$orig_p;
	}

event icmp_echo_request(c: connection, info: icmp_info, id: count, seq: count, payload: string)
	{
	print "echo", seq;
	Conn::drop(c, 0.15 secs);
	}

event connection_state_remove(c: connection)
	{
	print fmt("%.3f", time_to_double(network_time()) - 1700000000), "end", c$id$orig_p, c$conn$conn_state, c$history;
	}
