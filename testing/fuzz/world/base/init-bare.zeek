# A small world for fuzzing scripts: a few types, values and functions to refer to, no natives.
type string_vec: vector of string;
type Host: record {
	address: addr;
	names: set[string] &optional;
	seen: count &default=0;
	inner: record { a: int; b: string &default="b"; } &optional;
};
type Color: enum { RED, GREEN, BLUE };

global zeek_init: event();
global seen: event(h: Host, n: count);
global decide: hook(h: Host);
global hosts: table[addr] of Host;
global names: set[string] = { "a", "b" } &redef;
option limit: count = 3;
const pi: double = 3.14 &redef;

function twice(n: count): count
	{
	return 2 * n;
	}

function visit(h: Host): bool
	{
	hosts[h$address] = h;
	return hook decide(h);
	}
