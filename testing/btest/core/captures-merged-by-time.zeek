# @TEST-DOC: Several captures are one, in order of time, and state goes on from one to the next.
# @TEST-EXEC: avocet -b -r $TRACES/udp-idle-gaps.pcap -r $TRACES/udp-interleaved.pcap -r $TRACES/udp-end-order.pcap %INPUT base/protocols/conn >out
# @TEST-EXEC: log-cut conn.log ts id.orig_p history orig_pkts resp_pkts >>out
# @TEST-EXEC: btest-diff out

event new_connection(c: connection)
	{
	print fmt("%.6f %s", network_time(), c$id$orig_p);
	}

event Pcap::file_done(path: string)
	{
	print "done", sub(path, /.*\//, "");
	}
