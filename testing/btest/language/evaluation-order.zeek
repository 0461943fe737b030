# @TEST-DOC: Operands are evaluated from left to right, and each sees what the ones before it did.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

global log = "";

function note(s: string, n: count): count
	{
	log += s;
	return n;
	}

event zeek_init()
	{
	local a = 5;
	print a + (++a) + a;
	print note("a", 1) + note("b", 2) * note("c", 3), log;

	log = "";
	print note("x", 0) > 0 && note("y", 1) > 0, log;
	print note("p", 1) > 0 || note("q", 1) > 0, log;

	local v = vector(10, 20, 30);
	local i = 0;
	v[++i] = i * 100;
	print v, i;
	}
