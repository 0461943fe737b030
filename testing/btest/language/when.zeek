# @TEST-DOC: A when waits for its condition, shares its captures with its bodies, and gives up in time.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

redef exit_only_after_terminate = T;

global ready = F;
global hits = 0;

event finish()
	{
	print "end", hits;
	terminate();
	}

event go()
	{
	ready = T;
	}

function later(name: string): string
	{
	return when [name] ( ready )
		{
		return fmt("%s is here", name);
		}
	}

event zeek_init()
	{
	local n = 1;
	when [n] ( ready && ++n > 0 )
		{
		++hits;
		print "ready", n;
		}

	when ( local s = later("who") )
		{
		print s;
		}

	when ( hits > 100 )
		{
		print "never";
		}
	timeout 50msec
		{
		print "gave up";
		event finish();
		}

	print "waiting";
	event go();
	}
