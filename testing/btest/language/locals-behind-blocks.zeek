# @TEST-DOC: A local is known from its declaration to the end of the body, beyond its block; blocks side by side may declare it again.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain 2>&1
# @TEST-EXEC: cmp out plain
# @TEST-EXEC-FAIL: avocet check twice.zeek >twice 2>&1
# @TEST-EXEC: btest-diff twice

function without_braces(a: bool): string
	{
	if ( a )
		local x = "yes";
	else
		x = "no";
	return x;
	}

function on_both_sides(a: bool): count
	{
	if ( a )
		{
		local x = 1;
		}
	else
		{
		local x = 2;
		}
	return x;
	}

function on_one_side(a: bool): count
	{
	if ( a )
		{
		local x = 7;
		}
	return x;
	}

event zeek_init()
	{
	print without_braces(T), without_braces(F), on_both_sides(T), on_both_sides(F), on_one_side(T);

	for ( i in vector(1, 2, 3) )
		local last = i * 2;
	print i, last;

	# Another type makes another variable.
	for ( word in set("q") )
		{
		local last = word + "!";
		print last;
		}

	if ( T )
		{
		local captured = 5;
		}
	local f = function[captured]() { print captured; };
	f();

	print on_one_side(F);
	}

@TEST-START-FILE twice.zeek
event zeek_init()
	{
	if ( |zeek_args()| > 0 )
		{
		local x = 1;
		local x = 2;
		print x;
		}
	if ( |zeek_args()| > 0 )
		{
		local x = 3;
		print x;
		}
	}
@TEST-END-FILE
