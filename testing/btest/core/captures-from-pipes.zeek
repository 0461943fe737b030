# @TEST-DOC: Standard input and a pipe, plain and compressed, pcap and pcapng.
# @TEST-EXEC: for f in udp-interleaved.pcap ethernet.pcap.gz ethernet.pcapng ethernet.pcapng.gz; do cat $TRACES/$f | avocet -b -r - %INPUT; done >out 2>&1
# @TEST-EXEC: head -c 300 $TRACES/ethernet.pcapng.gz | expect-exit 1 avocet -b -r - %INPUT >>out 2>&1
# @TEST-EXEC: mkfifo pipe; cat $TRACES/udp-interleaved.pcap >pipe & avocet -b -r pipe %INPUT >>out
# @TEST-EXEC: btest-diff out

event new_connection(c: connection)
	{
	print fmt("%.6f %s", network_time(), c$id$orig_p);
	}

event Pcap::file_done(path: string)
	{
	print "done", sub(path, /.*\//, "");
	}
