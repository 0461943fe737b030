# @TEST-DOC: A break ends the bodies of its own hook; the other hooks still run.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

hook one(c: connection) &priority=5 { print "one, high"; }
hook one(c: connection) { print "one, breaks"; break; }
hook one(c: connection) &priority=-5 { print "one, never"; }
hook two(c: connection) { print "two"; }

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, one);
	Conn::register_removal_hook(c, two);
	}
