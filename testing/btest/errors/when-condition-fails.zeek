# @TEST-DOC: What goes wrong in the condition of a `when` is told once, however often it is evaluated; it may still become true.
# @TEST-EXEC: ZEEK_ALLOW_INIT_ERRORS=1 avocet %INPUT >out 2>errors || true
# @TEST-EXEC: grep -o 'zeek:.*error.*' errors >told
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff told

global level: table[string] of count;

event fill()
	{
	level["water"] = 7;
	}

event zeek_init()
	{
	when ( level["water"] > 5 )
		{
		print "high water";
		}
	timeout 1hr
		{
		print "no water";
		}

	when ( level["wine"] > 5 )
		{
		print "high wine";
		}
	timeout 1hr
		{
		print "no wine";
		}
	event fill();
	}

event reporter_error(t: time, msg: string, location: string)
	{
	print "event", msg;
	}
