# @TEST-DOC: When a handler ends the run, all workers stop at a packet that one of them had taken; a filter leaves packets out.
# @TEST-EXEC: avocet --workers 3 -b -r $TRACES/tcp-hundred.pcap %INPUT >out
# @TEST-EXEC: grep -qx 'done' out
# @TEST-EXEC: avocet --workers 1 -b -r $TRACES/tcp-hundred.pcap -f 'tcp port 41013' base/protocols/conn && mv conn.log one
# @TEST-EXEC: avocet --workers 3 -b -r $TRACES/tcp-hundred.pcap -f 'tcp port 41013' base/protocols/conn && mv conn.log three
# @TEST-EXEC: test $(grep -vc '^#' one) -eq 1
# @TEST-EXEC: cmp one three

event new_connection(c: connection)
	{
	if ( c$id$orig_p == 41013/tcp )
		terminate();
	}

event zeek_done()
	{
	print "done";
	}
