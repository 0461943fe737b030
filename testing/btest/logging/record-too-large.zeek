# @TEST-DOC: A row beyond Log::max_log_record_size is a weird and is not written; others are.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: log-cut rows.log text >>out
# @TEST-EXEC: btest-diff out

redef Log::max_log_record_size = 1000;
redef enum Log::ID += { ROWS };
type Row: record { text: string &log; };

event net_weird(name: string, addl: string, source: string) { print name, addl; }

event zeek_init()
	{
	Log::create_stream(ROWS, [$columns=Row, $path="rows"]);
	Log::write(ROWS, Row($text="first"));
	local long = "0123456789";
	for ( _ in vector(1, 2, 3, 4, 5, 6, 7) )
		long += long;
	Log::write(ROWS, Row($text=long));
	Log::write(ROWS, Row($text="last"));
	}
