# @TEST-DOC: Logs are tables of databases: each of its own, several in one, or all in the one of the command line.
# @TEST-EXEC: mkdir logs && avocet -b --log-dir logs %INPUT
# @TEST-EXEC: sqlite3 logs/both.sqlite '.schema' 'select * from one' 'select * from two' >out
# @TEST-EXEC: avocet -b --sqlite all.db %INPUT
# @TEST-EXEC: sqlite3 all.db 'select n, s from text' >>out
# @TEST-EXEC: test ! -e text.log
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG, OTHER, TEXT };
	type Info: record {
		n: count &log;
		s: string &log &optional;
		tags: set[string] &log &optional;
		since: interval &log &optional;
	};
}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info]);
	Log::create_stream(OTHER, [$columns=Info]);
	Log::create_stream(TEXT, [$columns=Info, $path="text"]);
	Log::remove_default_filter(LOG);
	Log::remove_default_filter(OTHER);
	Log::add_filter(LOG, [$name="one", $path="both", $writer=Log::WRITER_SQLITE, $config=table(["tablename"] = "one")]);
	Log::add_filter(OTHER, [$name="two", $path="both", $writer=Log::WRITER_SQLITE, $config=table(["tablename"] = "two")]);
	Log::write(LOG, [$n=1, $s="x", $tags=set("a", "b")]);
	Log::write(LOG, [$n=2, $since=90 sec]);
	Log::write(OTHER, [$n=3, $s=""]);
	Log::write(TEXT, [$n=4, $s="y"]);
	}
