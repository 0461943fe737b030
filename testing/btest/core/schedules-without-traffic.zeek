# @TEST-DOC: Without packets, too, what is scheduled comes when it is due, not at the next tick of the clock: two hundred steps of a millisecond take well below a second.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

redef exit_only_after_terminate = T;

global began = current_time();
global steps = 0;

event step()
	{
	if ( ++steps < 200 )
		schedule 1msec { step() };
	else
		{
		print steps, current_time() - began < 4sec;
		terminate();
		}
	}

event zeek_init() { event step(); }
