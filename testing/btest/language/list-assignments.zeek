# @TEST-DOC: A list of variables takes a list of values at once; chosen elements of a vector take those of another.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

type Pair: record { first: count; second: string; };

event zeek_init() &priority=5
	{
	local a = 1;
	local b = 2;
	[a, b] = [b, a];
	print a, b;
	local p = Pair($first=1, $second="x");
	local t: table[string] of int;
	[p$first, p$second, t["k"]] = [|"four"|, fmt("%d", a), -5];
	print p, t["k"];

	local v = vector("a", "b", "c", "d");
	v[vector(3, 0)] = vector("D", "A");
	print v;
	v[vector(F, T, T, F)] = vector("B", "C");
	print v;
	v[vector(-1)] = vector("last");
	print v;
	v[vector(0, 1)] = v[vector(1, 0)];
	print v;
	}

event zeek_init() &priority=3 { local v = vector(1, 2); v[vector(0, 7)] = vector(5, 6); print "no"; }
event zeek_init() &priority=2 { local v = vector(1, 2); v[vector(0, 1)] = vector(5); print "no"; }
event zeek_init() &priority=1 { local v = vector(1, 2); v[vector(T)] = vector(5); print "no"; }
