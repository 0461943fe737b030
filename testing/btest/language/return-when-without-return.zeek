# @TEST-DOC: A body of `return when` that returns nothing is doubtful, but no error: whoever waits for it may have a timeout.
# @TEST-EXEC: avocet check %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

function name_of(h: addr): string
	{
	return when [h] ( local x = lookup_addr(h) )
		{
		print x;
		}
	timeout 1 sec
		{
		return "nobody";
		}
	}

event zeek_init()
	{
	when ( local r = name_of(1.1.1.1) )
		{
		print r;
		}
	}
