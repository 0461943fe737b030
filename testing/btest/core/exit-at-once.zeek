# @TEST-DOC: exit() and Reporter::fatal() end the run where they stand: no handler goes on or begins, nothing is raised for the end, and logs keep their rows.
# @TEST-EXEC: expect-exit 3 avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff rows.log
# @TEST-EXEC: expect-exit 1 avocet -b -r $TRACES/tcp-hundred.pcap fatal.zeek >fatal 2>errors
# @TEST-EXEC: btest-diff fatal
# @TEST-EXEC: grep -o 'fatal.zeek.*error.*' errors >told
# @TEST-EXEC: test $(grep -c error: errors) = 1
# @TEST-EXEC: btest-diff told
# @TEST-EXEC: expect-exit 4 avocet -b -e 'print "first"; exit(4); print "second"; event zeek_init() { print "third"; }' >alone 2>&1
# @TEST-EXEC: btest-diff alone
# @TEST-EXEC: avocet check value.zeek

@load base/frameworks/logging

module Rows;
export {
	redef enum Log::ID += { LOG };
	type Info: record { n: count &log; };
	global later: event();
}

global seen: table[count] of count &on_change=function(t: table[count] of count, c: TableChange, i: count, v: count)
	{ print "changed", i; };

function deeper(n: count): count
	{
	if ( n == 0 )
		{
		event Rows::later();
		schedule 0sec { Rows::later() };
		exit(3);
		}
	print "behind exit";
	return deeper(n - 1) + 1;
	}

event Rows::later() { print "later"; }

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, [$columns=Info, $path="rows"]);
	}

event zeek_init() &priority=3
	{
	for ( n in set(1) )
		Log::write(LOG, [$n=n]);
	seen[1] = 1;
	when ( |seen| > 5 ) { print "when"; }
	timeout 1hr { print "timeout"; }
	local f = function(n: count): count { return deeper(n); };
	print sort(vector(0, 0), function[f](a: count, b: count): int { print f(a); return 0; });
	seen[2] = 2;
	}

event zeek_init() { print "another handler"; }
event zeek_done() { print "the end"; }

# @TEST-START-FILE fatal.zeek
global n = 0;
event new_connection(c: connection) &priority=1
	{
	if ( ++n == 3 )
		{
		Reporter::fatal("three are too many");
		print "behind fatal";
		}
	print n;
	}
event new_connection(c: connection) { print "connection", n; }
event connection_state_remove(c: connection) { print "removed"; }
event reporter_error(t: time, msg: string, location: string) { print "told"; }
event zeek_done() { print "the end"; }
# @TEST-END-FILE

# @TEST-START-FILE value.zeek
function name_of(n: count): string
	{
	if ( n == 1 )
		return "one";
	Reporter::fatal("there is no other");
	}

function other(n: count): string
	{
	switch ( n ) {
	case 1: return "one";
	default: exit(1);
	}
	}

event zeek_init() { print name_of(1), other(1); }
# @TEST-END-FILE
