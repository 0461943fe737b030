# @TEST-DOC: A path may be chosen for each record, made up from the stream, or be taken already.
# @TEST-EXEC: avocet -b %INPUT 2>err
# @TEST-EXEC: for f in *.log; do echo "$f"; log-cut "$f" s; done >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "to avoid conflict with filter 'default'" err

module SomeThing;

export {
	redef enum Log::ID += { LOG, NOISY_LOG };
	type Info: record {
		s: string &log;
	};
}

function by_contents(id: Log::ID, path: string, rec: Info): string
	{
	return path + "-" + rec$s;
	}

# For all streams whose records have such a field.
function by_part(id: Log::ID, path: string, rec: record { s: string; }): string
	{
	return path + "-of-" + rec$s;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info]);
	Log::add_filter(LOG, [$name="split", $path="split", $path_func=by_contents]);
	Log::add_filter(LOG, [$name="part", $path="part", $path_func=by_part]);
	Log::create_stream(NOISY_LOG, [$columns=Info]);
	Log::add_filter(NOISY_LOG, [$name="again", $path="some_thing"]);
	Log::write(LOG, [$s="a"]);
	Log::write(LOG, [$s="b"]);
	Log::write(NOISY_LOG, [$s="c"]);
	}
