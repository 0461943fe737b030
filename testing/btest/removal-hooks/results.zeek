# @TEST-DOC: What registering and unregistering say.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

hook gone(c: connection)
	{
	print "must not run";
	}

event new_connection(c: connection)
	{
	print c?$removal_hooks, Conn::unregister_removal_hook(c, gone);
	print Conn::register_removal_hook(c, gone), Conn::register_removal_hook(c, gone);
	print Conn::unregister_removal_hook(c, gone), Conn::unregister_removal_hook(c, gone);
	}
