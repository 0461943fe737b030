# @TEST-DOC: A function for expiry may take all parts of the index as one value, and take that apart.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-idle.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

function of_two(t: table[string, port] of count, index: any): interval
	{
	local name: string;
	local p: port;
	[name, p] = index;
	print name, p, t[name, p];
	return 0secs;
	}

function of_one(t: table[addr] of count, index: any): interval
	{
	local a: addr;
	[a] = index;
	print a, t[a];
	return 0secs;
	}

global by_two: table[string, port] of count = table() &create_expire=1sec &expire_func=of_two;
global by_one: table[addr] of count = table() &create_expire=1sec &expire_func=of_one;

event network_time_init()
	{
	by_two["web", 80/tcp] = 1;
	by_two["names", 53/udp] = 2;
	by_one[10.0.0.1] = 3;
	}
