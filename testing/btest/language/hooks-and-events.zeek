# @TEST-DOC: A hook's bodies run by priority until one breaks; functions, hooks and events are values.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

global h: hook(n: count);
global seen: event(n: count);

hook h(n: count) &priority=5
	{
	print "first", n;
	if ( n == 2 )
		break;
	}

hook h(n: count)
	{
	print "second", n;
	if ( n == 3 )
		return;
	print "end";
	}

hook h(n: count) &priority=-5
	{
	print "last", n;
	}

event seen(n: count) &priority=1
	{
	print "seen early", n;
	}

event seen(n: count)
	{
	print "seen", n;
	if ( n < 2 )
		event seen(n + 1);
	}

function twice(f: function(n: count): count, n: count): count
	{
	return f(f(n));
	}

function inc(n: count): count
	{
	return n + 1;
	}

event zeek_init()
	{
	print hook h(1), hook h(2), hook h(3);
	local other = h;
	print hook other(2);
	print twice(inc, 5);
	event seen(1);
	schedule 0sec { seen(2) };
	}
