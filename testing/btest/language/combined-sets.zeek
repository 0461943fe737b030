# @TEST-DOC: Sets made of others by | & - take over attributes and dates, and each has its own.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/scans.pcap expiring.zeek >expired
# @TEST-EXEC: btest-diff expired

function watched(n: count): set[count]
	{
	local s: set[count] = set(1, 2) &on_change=function[n](t: set[count], change: TableChange, i: count)
		{
		if ( i > 2 )
			print n, change, i;
		};
	return n == 1 ? s | set(3) : ( n == 2 ? s & set(1, 3) : s - set(1) );
	}

event zeek_init()
	{
	local sets: vector of set[count];
	local n = 1;
	while ( n < 10 )
		{
		sets += watched(n);
		++n;
		}
	for ( i in vector(0, 1, 2) )
		{
		print sets[i];
		add sets[i][100];
		}
	}

# @TEST-START-FILE expiring.zeek
global gone = 0;
global n = 0;

function count_it(s: set[count], i: count): interval
	{
	++gone;
	return 0 sec;
	}

global recent: set[count] &create_expire=20 sec &expire_func=count_it;
global others: set[count] &create_expire=20 sec;

event new_connection(c: connection)
	{
	++n;
	recent = recent | set(n);
	add others[n];
	others = others - set(1);
	others = others & others;
	}

event zeek_done()
	{
	# As many as a set has that is only added to.
	print n, gone, |recent|, |others|;
	}
# @TEST-END-FILE
