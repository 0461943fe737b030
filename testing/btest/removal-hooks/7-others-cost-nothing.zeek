# @TEST-DOC: A hook for one connection makes no event for the others.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-hundred.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

global seen = 0;
global handled_at_start = 0;

hook gone(c: connection)
	{
	print "hook";
	}

# zeek_init, network_time_init, net_done and zeek_done aside, one event for each connection and one removal.
event new_connection(c: connection)
	{
	if ( ++seen == 1 )
		Conn::register_removal_hook(c, gone);
	}

event zeek_done()
	{
	print get_event_stats()$dispatched - seen < 10, seen > 50;
	}
