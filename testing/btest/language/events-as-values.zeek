# Events are raised and scheduled through globals that hold them.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

global through: event(n: count);

event first(n: count)
	{
	print "first", n;
	}

event zeek_init()
	{
	through = first;
	event through(1);
	schedule 1 msec { through(2) };
	}
