# @TEST-DOC: A callback of a delayed record may remove its stream: the record is gone, and others are not disturbed.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -o "error: .*" err >>out
# @TEST-EXEC: log-cut kept.log s >>out
# @TEST-EXEC: test ! -e gone.log
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { GONE, KEPT };
	type Info: record {
		s: string &log;
	};
}

function over(rec: Info, id: Log::ID): bool
	{
	print "over", rec$s, Log::remove_stream(GONE);
	Log::write(KEPT, [$s="from the callback"]);
	Log::delay(id, rec, over);
	print rec$s;
	return T;
	}

hook Log::log_stream_policy(rec: any, id: Log::ID)
	{
	if ( id == GONE )
		Log::delay(id, rec, over);
	}

event zeek_init()
	{
	Log::create_stream(GONE, [$columns=Info, $path="gone"]);
	Log::create_stream(KEPT, [$columns=Info, $path="kept"]);
	Log::write(GONE, [$s="first " + "of them"]);
	Log::write(GONE, [$s="second"]);
	print Log::set_max_delay_queue_size(GONE, 0);
	print Log::get_delay_queue_size(GONE);
	}
