# @TEST-DOC: Hooks run while connection_state_remove is handled: after handlers of priority 0, before those of -5.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

hook gone(c: connection)
	{
	print "hook";
	}

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, gone);
	}

event connection_state_remove(c: connection)
	{
	print "before";
	}

event connection_state_remove(c: connection) &priority=-5
	{
	print "after";
	}
