# @TEST-DOC: Records pass the policy of all streams, then that of each filter, or of the stream.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut even.log n >even
# @TEST-EXEC: btest-diff even
# @TEST-EXEC: log-cut small.log n >small
# @TEST-EXEC: btest-diff small

module Numbers;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
	global log_policy: Log::PolicyHook;
	global log_numbers: event(rec: Info);
}

hook Log::log_stream_policy(rec: any, id: Log::ID)
	{
	if ( id == Numbers::LOG && (rec as Info)$n == 4 )
		break;
	}

hook log_policy(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	print "stream's policy", filter$name, rec$n;

	if ( rec$n % 2 == 1 )
		break;
	}

hook only_small(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	if ( rec$n > 3 )
		break;
	}

event log_numbers(rec: Info)
	{
	print "event", rec$n;
	}

event zeek_init()
	{
	Log::create_stream(Numbers::LOG, [$columns=Info, $ev=log_numbers, $path="even", $policy=log_policy]);
	Log::add_filter(Numbers::LOG, [$name="small", $path="small", $policy=only_small]);

	local n = 0;

	while ( ++n < 7 )
		Log::write(Numbers::LOG, [$n=n]);
	}
