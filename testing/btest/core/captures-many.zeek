# @TEST-DOC: More captures than are open at once.
# @TEST-EXEC: mkdir many; for i in $(seq 100); do cp $TRACES/udp-interleaved.pcap many/$i.pcap; done
# @TEST-EXEC: avocet -b -r many %INPUT | sort | uniq -c | sort -n | tail -3 >out
# @TEST-EXEC: btest-diff out

event new_connection(c: connection)
	{
	print c$id$orig_p;
	}

global ended = 0;

event Pcap::file_done(path: string)
	{
	++ended;
	}

event zeek_done()
	{
	print get_conn_stats()$num_packets, ended;
	}
