# @TEST-DOC: A log that cannot be written is reported once; the others go on.
# @TEST-EXEC: expect-exit 1 avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -c "no/such/folder" err >count
# @TEST-EXEC: btest-diff count
# @TEST-EXEC: log-cut good.log n >rows
# @TEST-EXEC: btest-diff rows

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="no/such/folder"]);
	Log::add_filter(LOG, [$name="good", $path="good"]);
	Log::write(LOG, [$n=1]);
	Log::write(LOG, [$n=2]);
	}
