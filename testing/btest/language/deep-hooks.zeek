# @TEST-DOC: Hooks that run themselves go as deep as functions that do, through bodies of several priorities and breaks.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

global down: hook(n: count, passed: vector of count);
global deepest = 0;

hook down(n: count, passed: vector of count) &priority=5
	{
	passed += n;
	}

hook down(n: count, passed: vector of count)
	{
	deepest = n > deepest ? n : deepest;

	if ( n == 900 )
		break;

	if ( ! hook down(n + 1, passed) && n % 2 == 0 )
		break;
	}

hook down(n: count, passed: vector of count) &priority=-5
	{
	passed += 1000 + n;
	}

event zeek_init()
	{
	local passed: vector of count = vector();
	print hook down(1, passed), deepest;
	print |passed|, passed[-2:];

	# Once more: nothing was left behind.
	deepest = 0;
	print hook down(1, passed), deepest;
	}

# What a body needs of C++ is there at any depth: defaults that compute, functions that compare, hooks of C++.
function number(): count
	{
	return 7;
	}

type Made: record {
	n: count &default=number();
};

global deep: hook(n: count);

hook deep(n: count)
	{
	if ( n < 400 )
		{
		hook deep(n + 1);
		return;
		}

	local v = vector(3, 1, 2);
	print Made()$n, sort(v, function(a: count, b: count): int { return a < b ? -1 : 1; });
	}

event zeek_init() &priority=-1
	{
	hook deep(1);
	}
