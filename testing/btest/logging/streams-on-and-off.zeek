# @TEST-DOC: Streams are switched off and on, filters replaced and removed; what does not exist says F.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut test.log n >rows
# @TEST-EXEC: btest-diff rows

module Test;

export {
	redef enum Log::ID += { LOG, OTHER };
	type Info: record {
		n: count &log;
	};
}

event zeek_init()
	{
	print Log::create_stream(LOG, [$columns=Info, $path="test"]), LOG in Log::active_streams;
	print Log::write(LOG, [$n=1]);
	print Log::disable_stream(LOG), LOG in Log::active_streams, Log::write(LOG, [$n=2]);
	print Log::enable_stream(LOG), Log::write(LOG, [$n=3]);
	print Log::get_filter_names(LOG), Log::get_filter(LOG, "default")$path, Log::get_filter(LOG, "none")$name;
	print Log::remove_default_filter(LOG), Log::write(LOG, [$n=4]);
	print Log::add_filter(LOG, [$name="default"]), Log::write(LOG, [$n=5]);
	print Log::write(OTHER, [$n=6]), Log::add_filter(OTHER, [$name="x"]), Log::flush(OTHER), Log::flush(LOG);
	print Log::remove_stream(LOG), Log::write(LOG, [$n=7]);
	}
