# @TEST-DOC: A set in the constructor of a set or among the parts of a key stands for each of its elements then; what is made is new.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise -r $TRACES/demo.pcap %INPUT >plain
# @TEST-EXEC: cmp out plain

redef table_expire_interval = 1 msec;

global known: set[string] = { "a", "b" } &redef;
global ports: set[port] = { 1/tcp, 2/udp };
global here: table[string, port] of count = { [known, ports] = 1 };
global kept: set[string];

function keys(some: set[count], words: set[string])
	{
	local one: table[count] of vector of count = { [some] = vector() };
	one[1] += 1;
	print one;
	local two: table[count, string] of count = { [some, words] = |some|, [7, "x"] = 0 };
	print two;
	local pairs: set[count, string] = { [some, "x"], [3, words] };
	print pairs;
	local wider: table[int] of count = { [some] = 5 };
	print wider;
	}

event zeek_init()
	{
	local all: set[string] = set(known);
	add all["c"];
	print "c" in known, known, all;
	local more: set[string] = { known, "z", set("y") };
	print more;
	all = set(all);
	print all;
	print here;
	keys(set(1, 2), known);

	local gone = function(s: set[string], e: string): interval { print "gone", e; return 0 sec; };
	local fresh: set[string] = set(known) &create_expire=1 msec &expire_func=gone;
	kept = fresh;
	}

redef known += { "late" };
