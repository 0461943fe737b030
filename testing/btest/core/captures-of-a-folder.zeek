# @TEST-DOC: A folder stands for its captures; what is none is told and skipped. A folder without any is an error.
# @TEST-EXEC: mkdir some none
# @TEST-EXEC: cp $TRACES/udp-interleaved.pcap some/b.pcap
# @TEST-EXEC: cp $TRACES/ethernet.pcapng.gz some/a
# @TEST-EXEC: echo text >some/readme
# @TEST-EXEC: avocet -b -r some %INPUT >out 2>&1
# @TEST-EXEC: expect-exit 1 avocet -b -r none %INPUT >>out 2>&1
# @TEST-EXEC: btest-diff out

event new_connection(c: connection)
	{
	print fmt("%.6f %s", network_time(), c$id$orig_p);
	}

event Pcap::file_done(path: string)
	{
	print "done", sub(path, /.*\//, "");
	}
