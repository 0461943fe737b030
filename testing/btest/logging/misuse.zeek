# @TEST-DOC: Misuse of streams and filters is told: records of another type and types that are no record as errors, names of
# @TEST-DOC: columns, filters and streams that there are not as warnings. Each names who called.
# @TEST-EXEC: avocet -b %INPUT >out 2>err || true
# @TEST-EXEC: grep -v '^ ' err | sed 's#.*/scripts/#scripts/#' >told
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff told

module Test;

export {
	redef enum Log::ID += { LOG, OTHER };
	type Info: record {
		n: count &log;
		id: conn_id &log &optional;
	};
	type Text: record {
		s: string &log;
	};
}

function row(): any
	{
	return Text($s="x");
	}

event zeek_init()
	{
	print Log::create_stream(LOG, [$columns=Info, $path="test"]);
	print Log::write(LOG, row());
	}

event zeek_init() &priority=-1
	{
	print Log::create_stream(OTHER, [$columns=count]);
	}

event zeek_init() &priority=-2
	{
	print Log::add_filter(LOG, [$name="some", $path="some", $include=set("n", "id.orig_h", "id.orig")]);
	print Log::add_filter(LOG, [$name="none", $path="none", $include=set("m")]);
	print Log::remove_filter(LOG, "other");
	print Log::create_stream(LOG, [$columns=Info, $path="test"]);
	}

event zeek_init() &priority=-3
	{
	print Log::remove_stream(OTHER);
	print Log::disable_stream(OTHER);
	print Log::remove_filter(OTHER, "default");
	print Log::write(OTHER, [$n=1]);
	}

event reporter_error(t: time, msg: string, location: string)
	{
	print "error", msg;
	}
