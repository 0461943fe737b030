# @TEST-DOC: A string goes with each element of a vector of strings: joined and compared.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local v = vector("a", "b", "c");
	print v + "x", "x" + v;
	print v == "b", "b" != v, v < "b", "b" <= v, v > "a", "b" >= v;
	v = v + "foo";
	print v;
	v += "foo";
	print v, |v|;
	local none: vector of string;
	print none + "x", none == "x";
	}
