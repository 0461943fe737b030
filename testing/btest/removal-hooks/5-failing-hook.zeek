# @TEST-DOC: A hook that fails at run time is reported with its place; the others still run.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: path-free <err >message
# @TEST-EXEC: btest-diff message

@load base/protocols/conn/removal-hooks

global nothing: table[count] of string;

hook fails(c: connection)
	{
	print nothing[1];
	}

hook goes_on(c: connection)
	{
	print "goes on";
	}

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, fails);
	Conn::register_removal_hook(c, goes_on);
	}
