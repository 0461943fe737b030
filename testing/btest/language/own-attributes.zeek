# @TEST-DOC: Attributes of local tables may read other locals: closures that watch or expire, times of expiry, default functions.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise -r $TRACES/demo.pcap %INPUT >plain
# @TEST-EXEC: cmp out plain

redef table_expire_interval = 1 msec;

type Operation: function(x: count): count;

global kept: table[string] of count;
global operations: table[string] of Operation;

function watched(n: count, t: interval): table[string] of count
	{
	local watch = function[n](t: table[string] of count, change: TableChange, key: string, value: count)
		{ print n, change, key, value; };
	local made: table[string] of count &on_change=watch &create_expire=t
		&expire_func=function[n](t: table[string] of count, key: string): interval
			{
			print n, "gone", key;
			return 0 sec;
			};
	made["a"] = n;
	return made;
	}

function asked(n: count): interval
	{
	print "asked", n;
	return n * 1 sec;
	}

event zeek_init()
	{
	local once = 4;
	local elements: set[count] = set(1) &create_expire=asked(once);
	print |elements|;
	kept = watched(1, 1 msec);
	local other = watched(2, 1 day);
	delete other["a"];
	local third = copy(other);
	third["b"] = 5;

	local by = 10;
	local plus: Operation = function[by](x: count): count { return x + by; };
	local made: table[string] of Operation &default=function[plus](x: count): count { return plus(x); };
	operations = made;
	}

event zeek_done()
	{
	print |kept|, operations["none"](5), copy(operations)["none"](6);
	}
