# @TEST-DOC: Closures copy what they capture when they are made, and keep their own changes from call to call.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

function counter(start: count): function(by: count): count
	{
	return function[start](by: count): count { return start += by; };
	}

type Shared: record {
	n: count;
};

event zeek_init()
	{
	local one = counter(1);
	local ten = counter(10);
	print one(1), one(1), ten(5), one(1);

	local twin = copy(one);
	print one(10), twin(1), one(0);

	local r = Shared($n=1);
	local shallow = function[r](): count { return ++r$n; };
	local deep = function[copy r](): count { return ++r$n; };
	print shallow(), deep(), r$n;

	local twice = function(f: function(by: count): count, n: count): count { return f(n) + f(n); };
	print twice(ten, 1);

	local v = vector(3, 1, 2);
	sort(v, function(a: count, b: count): int { return a < b ? 1 : (a > b ? -1 : 0); });
	print v;
	}
