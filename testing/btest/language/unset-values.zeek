# @TEST-DOC: Reading what is not set is an error of that handler, on every path that leads there.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "value used but not set" err >count
# @TEST-EXEC: btest-diff count
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain 2>/dev/null
# @TEST-EXEC: cmp out plain

global never: string;
global number: count;

function number_of_errors(): count
	{
	return 0;
	}

event zeek_init() &priority=4
	{
	local x: count;
	if ( number_of_errors() > 0 )
		x = 1;
	print x;
	}

event zeek_init() &priority=3
	{
	local s: string;
	for ( i in vector(1, 2) )
		{
		local inner: string;
		if ( i == 0 )
			inner = "set";
		if ( i == 1 )
			s = inner;
		}
	print s;
	}

event zeek_init() &priority=2
	{
	print number;
	}

event zeek_init() &priority=1
	{
	print never;
	}

event zeek_init()
	{
	number = 3;
	never = "now";
	print number, never;
	}
