# @TEST-DOC: Tables of constants are filled when somebody first wants to see them, and nobody can tell.
# @TEST-EXEC: avocet -b %INPUT > out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT > plain
# @TEST-EXEC: cmp out plain
# @TEST-EXEC: avocet -b %INPUT Limits::calls=20 Deep::levels=12 > deep
# @TEST-EXEC: cmp out deep

@load base/frameworks/config

module Deep;

export {
	const levels = 4 &redef;
	const wanted_early: table[string] of count = { ["a"] = 1 } &redef;
	const never_named: set[port] = { 1/tcp, 2/udp } &redef;
	const nested: table[count, string] of set[addr] = { [1, "x"] = set(10.0.0.1), [2, "y"] = set() } &redef;
	const order: vector of string = { "one", "two" } &redef;
	global counts: table[string] of count &default=7;
	const roots: table[string] of string = { ["x"] = decode_base64("YWJj") };
	const in_function: table[count] of string = { [1] = "one" } &redef;
	option chosen: set[string] = { "this" };
	type Pair: record { id: string; n: count &default=3; };
	const records: table[count] of Pair = { [1] = [$id="one"], [2] = [$id="two", $n=2] } &redef;
	const named: table[count] of string = { [1] = "one" } &default=function(n: count): string { return fmt("no %d", n); };
}

# What is asked for while scripts load has what stands before it.
function size_now(): count { return |wanted_early|; }
@if ( size_now() == 1 )
redef wanted_early += { ["b"] = 2 };
@endif
@if ( size_now() == 2 )
redef wanted_early += { ["c"] = 3 };
redef wanted_early -= { ["a"] = 1 };
@endif

redef never_named += { 3/tcp };
redef never_named -= { 1/tcp };
redef order += { "three" };
redef order += { "four" };
redef in_function += { [2] = "two" };
redef in_function = { [3] = "three" };
redef in_function += { [4] = "four" };
redef chosen += { "that" };

function down(level: count): string
	{
	return level > 0 ? down(level - 1) : fmt("%s", in_function);
	}

# Bodies are compiled when they are first called, and then what they name is there.
event later()
	{
	print nested[1, "x"], [2, "y"] in nested;
	add nested[2, "y"][10.0.0.2];
	print nested[2, "y"];
	print roots["x"];
	print records[1], records[2], named[1], named[2];
	print down(levels);
	}

event zeek_init()
	{
	print size_now(), wanted_early;
	print order;
	++counts["z"];
	print counts;
	print lookup_ID("Deep::never_named");
	print global_ids()["Deep::chosen"]$value;
	Config::set_value("Deep::chosen", set("other"));
	print chosen;
	event later();
	}
