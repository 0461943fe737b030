# @TEST-DOC: Tables: defaults by value and by function, several keys, growing while read, deletion.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

function describe(n: count): string
	{
	return fmt("no %d", n);
	}

event zeek_init()
	{
	local hits: table[string] of count &default=0;
	++hits["a"];
	hits["b"] += 5;
	hits["a"] += hits["b"];
	print hits["a"], hits["b"], hits["c"], "c" in hits, |hits|;

	local names: table[count] of string = { [1] = "one" } &default=describe;
	print names[1], names[2], 2 in names;

	local factor = 10;
	local scaled: table[count] of count &default=function[factor](n: count): count { return n * ++factor; };
	local later = copy(scaled);
	print scaled[2], scaled[2], later[2], factor;

	local pairs: table[count, string] of bool;
	pairs[1, "x"] = T;
	pairs[2, "y"] = F;
	for ( [n, s], b in pairs )
		print n, s, b;
	print [1, "x"] in pairs, [1, "y"] !in pairs;
	delete pairs[1, "x"];
	print |pairs|;
	delete pairs;
	print |pairs|;

	local nets = { [10.0.0.0/8] = "wide", [10.1.0.0/16] = "narrow" };
	print nets[10.1.2.3], nets[10.2.2.3], 11.0.0.1 in nets;
	}
