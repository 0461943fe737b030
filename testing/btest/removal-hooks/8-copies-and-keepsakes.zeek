# @TEST-DOC: Copies and references that outlive the connection do no harm, and run no hook again.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

global kept: vector of connection;

hook gone(c: connection)
	{
	print "hook";
	kept += c;
	}

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, gone);
	local duplicate = copy(c);
	print "in the copy", gone in duplicate$removal_hooks;
	print "not the connection's", Conn::unregister_removal_hook(duplicate, gone), gone in c$removal_hooks;
	kept += duplicate;
	}

event zeek_done()
	{
	for ( _, c in kept )
		print c$id$resp_p, |c$removal_hooks|, Conn::register_removal_hook(c, gone);
	}
