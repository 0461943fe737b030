# @TEST-DOC: Long strings and containers are cut off, and a weird says so.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut test.log s v >rows
# @TEST-EXEC: btest-diff rows

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		s: string &log;
		v: vector of string &log;
	};
}

event net_weird(name: string, addl: string, source: string)
	{
	print name, addl;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="test", $max_field_string_bytes=3, $max_total_string_bytes=8,
		$max_field_container_elements=3]);
	Log::write(LOG, [$s="abcdef", $v=vector("1", "2", "3", "4", "5")]);
	Log::write(LOG, [$s="ab", $v=vector("abc", "abc", "abc")]);
	}
