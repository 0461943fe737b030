# @TEST-DOC: Loops over every container; next, break and return inside them.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

function find(v: vector of string, what: string): int
	{
	for ( i, s in v )
		{
		if ( s == "" )
			next;
		if ( s == what )
			return i;
		}
	return -1;
	}

function first_over(t: table[count] of count, n: count): count
	{
	for ( k, x in t )
		if ( x > n )
			return k;
	return 0;
	}

event zeek_init()
	{
	print find(vector("a", "", "b"), "b"), find(vector("a"), "z");
	print first_over(table([1] = 5, [2] = 50), 10);

	local v: vector of count;
	v[3] = 1;
	for ( i, x in v )
		print "set", i, x;

	for ( ch in "abc" )
		if ( ch == "b" )
			break;
		else
			print ch;

	local n = 0;
	while ( T )
		{
		if ( ++n > 6 )
			break;
		if ( n % 2 == 0 )
			next;
		for ( k in set(1, 2, 3) )
			if ( k == 2 )
				break;
		print n;
		}

	local s = set(1, 2, 3);
	for ( k in s )
		if ( k != 2 )
			delete s[k];
	print s;
	}
