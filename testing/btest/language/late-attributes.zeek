# @TEST-DOC: The functions of attributes may come from variables; which one is called is found out each time.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

type Seen: table[string] of count;

function first(t: Seen, k: string): interval { print "first", k; return 0sec; }
function second(t: Seen, k: string): interval { print "second", k; return 0sec; }
function changed(t: Seen, change: TableChange, k: string, v: count) { print "changed", change, k, v; }

global on_expire = first;
global on_change = changed;

global seen: Seen &create_expire=1msec &expire_func=on_expire;
global noted: Seen &on_change=on_change;

redef table_expire_interval = 1msec;

global connections = 0;

event new_connection(c: connection)
	{
	++connections;
	if ( connections == 1 )
		seen["a"] = 1;
	if ( connections == 3 )
		{
		on_expire = second;
		seen["b"] = 2;
		}
	}

event zeek_init()
	{
	noted["x"] = 5;
	noted["x"] = 6;
	delete noted["x"];
	}
