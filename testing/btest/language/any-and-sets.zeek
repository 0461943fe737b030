# @TEST-DOC: any: boxes, casts and type tests; sets and their algebra.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

type Color: enum { RED = 0, GREEN = 5, BLUE = 6 };

function kind(x: any): string
	{
	if ( x is count )
		return "count";
	if ( x is string )
		return fmt("string %s", x as string);
	return "other";
	}

event zeek_init()
	{
	print kind(1), kind("x"), kind(1.5), kind(RED);
	print BLUE, BLUE as int, RED == GREEN, RED < BLUE;
	local mixed: vector of any = vector(1, "a", T);
	print mixed, |mixed[1]|;

	local s = set(1, 2, 3);
	local t = set(3, 4);
	print s | t;
	print s & t;
	print s - t;
	print set(1) < s, s <= s, s == set(3, 2, 1), s != t, s > t;
	s += t;
	s -= set(1);
	print |s|, 1 in s, 4 in s;

	local inner: set[set[count]];
	add inner[set(1, 2)];
	print set(2, 1) in inner;
	}
