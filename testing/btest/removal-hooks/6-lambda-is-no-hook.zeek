# @TEST-DOC: A function cannot stand for a hook: an error before anything runs.
# @TEST-EXEC: expect-exit 1 avocet -b -r $TRACES/http-get.pcap %INPUT >out 2>err
# @TEST-EXEC: path-free <err >message
# @TEST-EXEC: btest-diff message

@load base/protocols/conn/removal-hooks

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, function(c: connection): bool { return T; });
	}
