# @TEST-DOC: Conditions of when are looked at again after elements expired and after bodies of other whens; timeouts run by when they are due, not by where they stand.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

redef exit_only_after_terminate = T;
redef table_expire_interval = 10msec;

global names: set[string] &create_expire=1usec;

event zeek_init()
	{
	add names["one"];
	when ( |names| == 0 )
		{
		print "expired";
		terminate();
		}
	timeout 4sec
		{
		print "never looked";
		terminate();
		}
	}

# @TEST-START-NEXT
global step = 0;

event zeek_init()
	{
	when ( step == 1 )
		print "third: a body made it true";
	when ( step == 0 )
		print "first: true from the start";
	when ( step == 2 )
		{
		print "second: true after the event";
		step = 1;
		}
	# True for a moment only: nobody looks while an event is handled.
	when ( step == 5 )
		print "never";
	step = 5;
	step = 2;
	}

event zeek_done()
	{
	print "done";
	}

# @TEST-START-NEXT
redef exit_only_after_terminate = T;
global never = F;

event zeek_init()
	{
	when ( never )
		{
		}
	timeout 3msec
		{
		print "3 msec";
		}
	when ( never )
		{
		}
	timeout 2msec
		{
		print "2 msec";
		terminate();
		}
	local begin = current_time();
	while ( current_time() - begin < 20msec )
		local waited = T;
	}

# @TEST-START-NEXT
# The end of the run lets every timeout pass, but not those that it brings.
global never = F;

function again(left: count)
	{
	when [left] ( never )
		{
		}
	timeout 1hr
		{
		print "timeout", left;
		again(left - 1);
		}
	}

event zeek_init()
	{
	again(100);
	}
