# @TEST-DOC: drop_packet() drops just the packet at hand, whatever it is; without one it does nothing.
# @TEST-EXEC: avocet -b -r $TRACES/verdicts-mixed.pcap %INPUT --accepted kept.pcap >out
# @TEST-EXEC: packets-kept $TRACES/verdicts-mixed.pcap kept.pcap >>out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	print "without a packet", drop_packet();
	}

event new_packet(c: connection, p: pkt_hdr)
	{
	if ( p?$icmp || (p?$tcp && p$tcp$flags == TH_SYN) || p?$udp )
		print c$id$orig_h, c$id$resp_p, drop_packet();
	}

event connection_state_remove(c: connection)
	{
	print "end", c$id$orig_p, c$orig$num_pkts, c$resp$num_pkts;
	}
