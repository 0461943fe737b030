# @TEST-DOC: A key of a filter's config at which its writer does not look is told; WRITER_NONE shows any.
# @TEST-EXEC: avocet -b %INPUT 2>&1 | grep -v '^ ' >out
# @TEST-EXEC: test -e text.log
# @TEST-EXEC: test -e base.sqlite
# @TEST-EXEC: avocet -b --sqlite all.sqlite %INPUT 2>&1 | grep -c "does not look" >>out
# @TEST-EXEC: btest-diff out

redef enum Log::ID += { LOG };

type Row: record { n: count &log; };

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Row, $path="text"]);
	Log::add_filter(LOG, [$name="default", $path="text", $config=table(["use_json"] = "T", ["tsv"] = "F", ["use_jsn"] = "T")]);
	Log::add_filter(LOG, [$name="base", $path="base", $writer=Log::WRITER_SQLITE,
	    $config=table(["tablename"] = "rows", ["tabelname"] = "rows")]);
	Log::add_filter(LOG, [$name="nothing", $path="none", $writer=Log::WRITER_NONE, $config=table(["any"] = "thing")]);
	Log::write(LOG, Row($n=1));
	}
