# @TEST-DOC: The &default of a local table may read other locals; the functions of &on_change and &expire_func may be held by variables.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise -r $TRACES/demo.pcap %INPUT >plain
# @TEST-EXEC: cmp out plain

redef table_expire_interval = 1 msec;

function first(t: table[count] of string, change: TableChange, key: count, value: string) { print "first", change, key, value; }
function second(t: table[count] of string, change: TableChange, key: count, value: string) { print "second", change, key, value; }
function gone(t: table[count] of string, key: count): interval { print "gone", key; return 0 sec; }
function chosen(): function(t: table[count] of string, key: count): interval { return gone; }

global current = first;
global watched: table[count] of string &on_change=current &create_expire=1 msec &expire_func=chosen();

event zeek_init()
	{
	local n = 3;
	local counts: table[count] of count &default=n + 1;
	local s = fmt("<%d>", n);
	local texts: table[count] of string &default=s;
	local lists: table[count] of vector of count &default=vector(n);
	n = 0;
	s = "other";
	print counts[1], texts[1], copy(texts)[2];
	lists[1] = lists[2];
	lists[1] += 4;
	print lists[1], lists[2];

	watched[1] = "a";
	current = second;
	watched[2] = "b";
	}
