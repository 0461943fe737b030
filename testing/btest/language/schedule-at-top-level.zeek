# @TEST-DOC: What is scheduled while scripts load is due by the same clock as what handlers schedule.
#
# @TEST-EXEC: avocet -b %INPUT >output
# @TEST-EXEC: btest-diff output

event due(what: string)
	{
	print what;
	}

event zeek_init()
	{
	schedule 10 msec { due("first, scheduled in zeek_init") };
	schedule 30 msec { due("third, scheduled in zeek_init") };
	}

schedule 20 msec { due("second, scheduled while loading") };
