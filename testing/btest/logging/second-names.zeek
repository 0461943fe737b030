# @TEST-DOC: The functions behind Log::write, Log::flush and Log::set_buf do the same under their own names.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: log-cut test.log n >>out
# @TEST-EXEC: btest-diff out

@load base/frameworks/logging

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="test"]);
	print Log::__set_buf(LOG, F), Log::__write(LOG, Info($n=1)), Log::write(LOG, [$n=2]), Log::__flush(LOG);
	}
