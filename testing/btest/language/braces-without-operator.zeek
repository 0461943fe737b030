# @TEST-DOC: Braces behind a name or its type are a first value: the `=` may be missing, as it is in published scripts.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

const hosts: set[string] { "one", "two" } &redef;
const statuses {
	[0] = "fine",
	[1] = "not known",
} &default=function(code: count): string { return fmt("unknown (%d)", code); } &redef;
global sizes: vector of count { 3, 4 };
option ports { 80/tcp };

redef hosts += { "three" };

event zeek_init()
	{
	local names: table[count] of string { [1] = "first" };
	local some { 5, 6 };
	print hosts, statuses[1], statuses[7], sizes, ports, names, some;
	}
