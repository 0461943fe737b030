# @TEST-DOC: Policies, events and functions for records of another stream are refused.
# @TEST-EXEC: avocet -b %INPUT >out 2>err || true
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: sed -n 's/^.*error: //p' err >errors
# @TEST-EXEC: btest-diff errors

module Test;

export {
	redef enum Log::ID += { LOG, OTHER };
	type Info: record {
		n: count &log;
	};
	type Text: record {
		s: string &log;
	};
}

hook policy(rec: Text, id: Log::ID, filter: Log::Filter)
	{
	print rec$s;
	}

function path(id: Log::ID, path: string, rec: Text): string
	{
	return rec$s;
	}

event logged(rec: Text)
	{
	print rec$s;
	}

event zeek_init()
	{
	print Log::create_stream(LOG, [$columns=Info, $path="test"]);
	print Log::add_filter(LOG, [$name="policy", $path="policy", $policy=policy]);
	print Log::add_filter(LOG, [$name="path", $path_func=path]);
	print Log::create_stream(OTHER, [$columns=Info, $path="other", $ev=logged]);
	print Log::write(LOG, [$n=1]);
	}
