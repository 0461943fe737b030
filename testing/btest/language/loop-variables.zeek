# @TEST-DOC: What a loop leaves in a variable that was there before it: a local, a parameter, a captured one.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

function last_index(i: count, v: vector of string): count
	{
	for ( i in v )
		;
	return i;
	}

event zeek_init()
	{
	print last_index(7, vector("a", "b", "c")), last_index(7, vector());

	local s = "abc";
	for ( s in s )
		print s;
	for ( i, s in table([1] = "de", [2] = "fg") )
		for ( s in s )
			print i, s;
	print s;

	local n = 5;
	local behind = function[n](): count
		{
		for ( n in vector(1, 2, 3) )
			;
		return n;
		};
	print behind(), behind(), n;

	local before = function[n](): count
		{
		local was = n;
		for ( n in set(8, 9) )
			;
		return was;
		};
	print before(), before(), n;

	local text = "";
	local assigned = function[n, text](): string
		{
		n += 1;
		text += "!";
		for ( [n], text in table([3] = "c", [4] = "d") )
			print n, text;
		for ( text in "yz" )
			;
		return fmt("%s%d", text, n);
		};
	print assigned(), assigned(), text, n;
	}

function seen_behind(v: vector of count)
	{
	for ( i in set(1, 2) )
		{
		for ( i, x in v )
			print "inner", i, x;
		print "outer", i;
		}
	}

event zeek_init()
	{
	seen_behind(vector());
	seen_behind(vector(10));
	}
