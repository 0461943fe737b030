# @TEST-DOC: A file that may not grow further is reported like a disk that is full, and holds whole rows.
# @TEST-EXEC: sh -c 'ulimit -f 16; avocet -b $PWD/limited-file.zeek 2>err; test $? = 1'
# @TEST-EXEC: grep -c "File too large" err >out
# @TEST-EXEC: grep -v '^#' big.log | cut -f 2 | sort -u >>out
# @TEST-EXEC: log-cut small.log n >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
		s: string &log &default="all of it";
	};
}

hook last_ones(rec: Info, id: Log::ID, filter: Log::Filter)
	{
	if ( rec$n < 9999 )
		break;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="big"]);
	Log::add_filter(LOG, [$name="small", $path="small", $policy=last_ones]);

	local n = 0;

	while ( ++n <= 10000 )
		Log::write(LOG, [$n=n]);
	}
