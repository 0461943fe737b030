# Errors in the handlers of zeek_init end the program, unless they are allowed.
# @TEST-EXEC: (unset ZEEK_ALLOW_INIT_ERRORS; expect-exit 1 avocet -b %INPUT) >strict 2>strict.err
# @TEST-EXEC: ZEEK_ALLOW_INIT_ERRORS=1 expect-exit 0 avocet -b %INPUT >lenient 2>lenient.err
# @TEST-EXEC: cat strict strict.err lenient lenient.err | path-free >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local t: table[count] of count;
	print t[5];
	}

event zeek_init() &priority=-5
	{
	print "the other handlers run";
	}

event zeek_done()
	{
	print "the end";
	}
