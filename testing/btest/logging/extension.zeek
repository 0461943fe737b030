# @TEST-DOC: A function may add columns to every row.
# @TEST-EXEC: avocet -b %INPUT
# @TEST-EXEC: log-cut test.log _path _number n >rows
# @TEST-EXEC: btest-diff rows

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
	type More: record {
		path: string &log;
		number: count &log;
		not_logged: string &default="";
	};
}

global number = 0;

function more(path: string): More
	{
	return More($path=path, $number=++number);
	}

redef Log::default_ext_func = more;

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="test"]);
	Log::write(LOG, [$n=10]);
	Log::write(LOG, [$n=20]);
	}
