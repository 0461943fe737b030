# @TEST-DOC: An error in the arguments of an event is one whether anybody handles the event or not.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain 2>&1
# @TEST-EXEC: cmp out plain

type R: record { n: count &optional; };
global nobody: event(n: count);
global zero = 0;

event zeek_init() &priority=3
	{
	event nobody(1 / zero);
	print "never";
	}

event zeek_init() &priority=2
	{
	event nobody(R()$n);
	print "never";
	}

event zeek_init() &priority=1
	{
	local n: count;
	event nobody(n);
	print "never";
	}

event zeek_init()
	{
	event nobody(zero);
	print "done";
	}
