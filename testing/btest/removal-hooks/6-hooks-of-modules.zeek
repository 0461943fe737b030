# @TEST-DOC: Hooks may stand anywhere, have several bodies with priorities, and be held in variables.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

module Other;

export {
	global finish: Conn::RemovalHook;
}

hook finish(c: connection) &priority=-1 { print "low"; }
hook finish(c: connection) &priority=1 { print "high"; }

module GLOBAL;

hook Other::finish(c: connection) { print "from elsewhere"; }

event new_connection(c: connection)
	{
	local h: Conn::RemovalHook = Other::finish;
	print Conn::register_removal_hook(c, h), Conn::register_removal_hook(c, Other::finish);
	}
