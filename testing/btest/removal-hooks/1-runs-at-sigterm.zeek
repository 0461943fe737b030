# @TEST-DOC: Connections that are open when the run is told to end get their hooks run too.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-still-open.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

hook gone(c: connection)
	{
	print "hook", c$id$resp_p;
	}

event connection_established(c: connection)
	{
	Conn::register_removal_hook(c, gone);
	print "terminate", terminate();
	}
