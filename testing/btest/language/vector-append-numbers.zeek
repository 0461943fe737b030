# @TEST-DOC: What `v += x` appends becomes an element as `v[|v|] = x` makes it one: ints become counts, doubles are cut.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c warning err >warnings
# @TEST-EXEC: btest-diff warnings

event zeek_init()
	{
	local i: int = 5;
	local d = 2.5;
	local counts: vector of count;
	counts += i;
	counts += d;
	counts[|counts|] = i;
	print counts;

	local ints: vector of int;
	ints += |counts|;
	ints += d;
	print ints;
	}

event zeek_init() &priority=-1
	{
	local below: int = -1;
	local counts: vector of count;
	counts += below;
	print "never";
	}
