# @TEST-DOC: Policies of filters hear of records that the policy of all streams keeps from the logs.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: log-cut test.log n >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

hook Log::log_stream_policy(rec: any, id: Log::ID)
	{
	if ( id == LOG && (rec as Info)$n % 2 == 1 )
		break;
	}

hook heard(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	print "heard of", rec$n;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="test", $policy=heard]);
	Log::write(LOG, [$n=1]);
	Log::write(LOG, [$n=2]);
	Log::write(LOG, [$n=3]);
	}
