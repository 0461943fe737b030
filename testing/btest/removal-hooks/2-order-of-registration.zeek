# @TEST-DOC: Hooks run in the order in which they were registered.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

hook first(c: connection) { print "first"; }
hook second(c: connection) { print "second"; }
hook third(c: connection) { print "third"; }

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, second);
	Conn::register_removal_hook(c, third);
	Conn::register_removal_hook(c, first);
	}
