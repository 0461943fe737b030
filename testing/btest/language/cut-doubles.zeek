# @TEST-DOC: A double that is assigned to an int or a count loses its fraction, which is warned of; an int is fit for a loop over a vector.
# @TEST-EXEC: ZEEK_ALLOW_INIT_ERRORS=1 avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

type Sizes: record {
	whole: int;
	most: count &default=0;
};

event zeek_init()
	{
	local length = 10;
	local power: int = ln(length) / ln(2);
	local below: int = -2.9;
	local share: count;
	share = 7.0 / 2.0;
	local sizes = Sizes($whole=1);
	sizes$most = 2.5 * 3;
	local counts: table[string] of count;
	counts["a"] = 1.75 + 1.5;
	counts["b"] = power;
	print power, below, share, sizes, counts;

	local i: int;
	for ( i in vector("x", "y") )
		print i - 1;
	print type_name(i);
	}

event zeek_init() &priority=-1
	{
	local below: count = -1.5;
	print "never", below;
	}

event zeek_init() &priority=-2
	{
	local large: int = pow(2, 63);
	print "never", large;
	}
