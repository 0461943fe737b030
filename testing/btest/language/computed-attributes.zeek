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

type Maybe: record { o: count &optional; };
function longer(by: count): function(s: string): count { return function[by](s: string): count { return |s| + by; }; }

function choices(yes: bool, v: vector of count, a: any, r: Maybe)
	{
	local n = 5;
	local g = longer(n);
	local by_choice: table[count] of count &default=(yes ? n : 0);
	local by_in: table[count] of bool &default=(3 in v);
	local by_slice: table[count] of count &default=v[1:3][0];
	local by_cast: table[count] of count &default=(a as count);
	local by_is: table[count] of bool &default=(a is count);
	local by_field: table[count] of bool &default=r?$o;
	local by_call: table[count] of count &default=g("abc");
	local by_list: table[count] of vector of count &default=vector(r$o);
	local inner: table[count] of table[count] of count &default=table([1] = 2) &default=n;
	print by_choice[1], by_in[1], by_slice[1], by_cast[1], by_is[1], by_field[1], by_call[1], by_list[1];
	print inner[7][1];
	}

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
	choices(T, vector(5, 6, 7, 8), 7, [$o=1]);

	watched[1] = "a";
	current = second;
	watched[2] = "b";
	}
