# @TEST-DOC: A hook that runs itself without end is told where it does; other handlers run, with the same depth.
# @TEST-EXEC: avocet -b %INPUT >out 2>errors
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff errors

global again: hook(n: count);
global deepest = 0;

hook again(n: count)
	{
	deepest = n;
	hook again(n + 1);
	}

event zeek_done() &priority=2
	{
	hook again(1);
	}

event zeek_done() &priority=1
	{
	print deepest;
	deepest = 0;
	hook again(1);
	}

event zeek_done()
	{
	print deepest, Limits::counters()$calls;
	}
