# @TEST-DOC: After generate_all_events, new_event hears of events without a handler, also of those that scripts raise.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

global handled: event(c: count);
global unhandled: event(c: count);

event handled(c: count)
	{
	print "handled", c;
	}

event new_event(name: string, params: call_argument_vector)
	{
	if ( /handled/ in name )
		print "new_event", name, params[0]$value;
	}

event zeek_init()
	{
	event unhandled(1);
	generate_all_events();
	event handled(2);
	event unhandled(3);
	schedule 1sec { unhandled(4) };
	}
