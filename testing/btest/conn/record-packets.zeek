# @TEST-DOC: Packets of a connection that is taken out do not go to the capture that -w writes, until it is taken in again; those of others do, and all are looked at and accepted.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap -w seen.pcap --accepted accepted.pcap %INPUT >out
# @TEST-EXEC: cmp accepted.pcap $TRACES/demo.pcap
# @TEST-EXEC: avocet -b -r seen.pcap count.zeek >>out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap -w all.pcap %INPUT record_all_packets=T
# @TEST-EXEC: avocet -b -r all.pcap count.zeek >all
# @TEST-EXEC: btest-diff all

@load ./count

event new_connection(c: connection)
	{
	# The packet that begins it was seen already.
	if ( c$id$resp_p == 80/tcp || c$id$resp_p == 53/udp )
		print set_record_packets(c$id, F);
	}

event connection_EOF(c: connection, is_orig: bool)
	{
	if ( is_orig )
		set_record_packets(c$id, T);
	}

# @TEST-START-FILE count.zeek
global packets: table[port] of count &default=0 &ordered;

event new_packet(c: connection, p: pkt_hdr)
	{
	++packets[c$id$resp_p];
	}

event zeek_done()
	{
	for ( p, n in packets )
		print p, n;
	}
# @TEST-END-FILE
