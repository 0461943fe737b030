# @TEST-DOC: Vectors: appending, holes, negative indices, slices, arithmetic by element.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

event zeek_init()
	{
	local v = vector(1, 2, 3);
	v[|v|] = 4;
	v += 5;
	v[7] = 9;
	print v, |v|, 6 in v, v[-1], v[1:3], v[-2:];
	v[1:2] = vector(20, 21, 22);
	print v;
	v[0] += 10;
	++v[1];
	print v[0], v[1];
	print vector(1, 2) + vector(3, 4), vector(1.0, 2.0) * vector(2.0, 0.5), vector(1, 5) > vector(2, 3);

	local words = vector("b", "a");
	words += "c";
	local more: vector of string = vector("d");
	words += more;
	print words;
	words[vector(2, 3, 1, 0)] = words;
	print words;
	print all_set(vector(T, T)), any_set(vector(F, F));

	local signed: vector of int = vector(-8, 9);
	print signed >> vector(1, 1), signed >> vector(64, 100), signed << vector(1, 64), vector(8, 9) >> vector(1, 64);
	}
