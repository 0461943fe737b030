# @TEST-DOC: A device that is full is reported once, makes the run fail, and another log loses no row.
# @TEST-EXEC: ln -s /dev/full full.log
# @TEST-EXEC: expect-exit 1 avocet -b %INPUT 2>err
# @TEST-EXEC: grep -c "No space left" err >out
# @TEST-EXEC: log-cut good.log n | wc -l | tr -d ' ' >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="good"]);
	Log::add_filter(LOG, [$name="full", $path="full"]);

	local n = 0;

	while ( ++n <= 50000 )
		Log::write(LOG, [$n=n]);
	}
