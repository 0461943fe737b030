# @TEST-DOC: Another name of a function has the defaults of its parameters; each variable has those of its own type, whatever others have.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

function sum(a: count, b: count &default=5): count
	{
	return a + b;
	}

function plain(a: count, b: count): count
	{
	return a + b;
	}

global also_sum = sum;

event zeek_init()
	{
	local alias = sum;
	local further = alias;
	print sum(1), also_sum(1), alias(1), further(1), further(1, 1);

	local ten: function(a: count, b: count &default=10): count = plain;
	local twenty: function(a: count, b: count &default=20): count = plain;
	local thirty = function(a: count, b: count &default=30): count { return a + b; };
	print ten(1), twenty(1), thirty(1), alias(1);

	local inner = function[alias, ten](): string { return fmt("%d %d", alias(1), ten(1)); };
	print inner();
	}
