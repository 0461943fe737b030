# @TEST-DOC: Policies may remove filters, streams, and write to other logs, without harm to the write under way.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: for f in *.log; do echo "$f"; log-cut "$f" n; done >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG, OTHER };
	type Info: record {
		n: count &log;
	};
}

hook once(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	print "once", rec$n, Log::remove_filter(id, filter$name);
	}

hook elsewhere(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	Log::write(OTHER, [$n=rec$n * 10]);
	}

hook stops(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	if ( rec$n == 3 )
		print "stop", Log::remove_stream(id);
	}

event zeek_init()
	{
	Log::create_stream(OTHER, [$columns=Info, $path="other"]);
	Log::create_stream(LOG, [$columns=Info, $path="all"]);
	Log::add_filter(LOG, [$name="once", $path="once", $policy=once]);
	Log::add_filter(LOG, [$name="elsewhere", $path="elsewhere", $policy=elsewhere]);
	Log::add_filter(LOG, [$name="stops", $path="stops", $policy=stops]);

	local n = 0;

	while ( ++n < 5 )
		print n, Log::write(LOG, [$n=n]);
	}
