# @TEST-DOC: Messages of the engine about what it was asked for reach handlers without a place, a function that owes a result warns, and expressions are told as they stand.
# @TEST-EXEC: ZEEK_ALLOW_INIT_ERRORS=1 avocet -b %INPUT >out 2>messages
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff messages

event reporter_error(t: time, msg: string, location: string) { print "error", msg, location; }
event reporter_warning(t: time, msg: string, location: string) { print "warning", msg, location; }

type Row: record { a: count &log; };
redef enum Log::ID += { ROWS };

function owes(n: count): string
	{
	if ( n > 1 )
		return "many";
	}

event zeek_init()
	{
	Log::create_stream(ROWS, [$columns=Row]);
	Log::delay_finish(ROWS, Row($a=1), Log::delay(ROWS, Row($a=1)));
	}

event zeek_init()
	{
	local t = table([1] = 2);
	print t[3];
	}

event zeek_init()
	{
	print owes(2);
	print owes(1);
	print "went on";
	}
