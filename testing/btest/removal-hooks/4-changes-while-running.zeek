# @TEST-DOC: A hook registered by a running hook runs in the same removal, one taken back does not.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

hook added(c: connection) { print "added"; }
hook removed(c: connection) { print "removed"; }

hook changes(c: connection)
	{
	print "changes", Conn::register_removal_hook(c, added), Conn::unregister_removal_hook(c, removed);
	}

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, changes);
	Conn::register_removal_hook(c, removed);
	}
