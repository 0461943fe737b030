# @TEST-DOC: A log whose folder is gone when it is rotated is told once; the others lose no row.
# @TEST-EXEC: mkdir gone there
# @TEST-EXEC: avocet -b %INPUT 2>err
# @TEST-EXEC: grep -c 'gone/rows.log' err >out
# @TEST-EXEC: cat there/rows.*.log | grep -vc "^#" >>out
# @TEST-EXEC: btest-diff out

redef Log::default_rotation_interval = 1 hr;

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="gone/rows"]);
	Log::add_filter(LOG, [$name="there", $path="there/rows"]);

	local n = 0;

	while ( ++n <= 1000 )
		{
		if ( n == 500 )
			piped_exec("rm -r gone", "");

		Log::write(LOG, [$n=n]);
		}
	}
