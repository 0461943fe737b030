# @TEST-DOC: Packets are taken at the pace they came, or so many times faster; without a capture that makes no sense.
# @TEST-EXEC: avocet -b -r $TRACES/udp-interleaved.pcap --pseudo-realtime %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/udp-interleaved.pcap -E2 %INPUT >>out
# @TEST-EXEC: expect-exit 1 avocet -b -E %INPUT >>out 2>&1
# @TEST-EXEC: btest-diff out

global began = current_time();

event new_packet(c: connection, p: pkt_hdr)
	{
	# The last one comes half a second after the first.
	if ( get_conn_stats()$num_packets == 6 )
		print current_time() - began > 0.4secs, current_time() - began > 0.2secs;
	}
