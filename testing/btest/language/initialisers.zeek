# @TEST-DOC: Initialisers run in load order; redef adds, removes and replaces.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

global a = 5;
global b = a * 2;
const limit = 3 &redef;
const fixed = 4;
option level = 1;
global ports: set[port] = { 80/tcp } &redef;
global names: table[count] of string = { [1] = "one" } &default="?" &redef;
global items: vector of count = vector(1) &redef;
global text = "a" &redef;
global pattern_of = /x/ &redef;

redef limit = 10;
redef ports += { 443/tcp, 22/tcp };
redef ports -= { 80/tcp };
redef names += { [2] = "two" };
redef items += { 2, 3 };
redef text += "b";
redef pattern_of += /y/;

type Extended: record {
	n: count &default=1;
};

redef record Extended += {
	m: count &default=limit * fixed;
	t: table[count] of count &default=table();
};

event zeek_init()
	{
	print a, b, limit * fixed, level;
	print |ports|, 80/tcp in ports, 22/tcp in ports;
	print names[2], names[3], items, text, "y" == pattern_of;
	print Extended();
	}
