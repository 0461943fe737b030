# Every assignment to a constant is an error, wherever an expression may stand.
# @TEST-EXEC: expect-exit 1 avocet -b %INPUT >out 2>&1
# @TEST-EXEC: grep -o ':[0-9]*:[0-9]*: error: .*' out >places
# @TEST-EXEC: btest-diff places

const fixed = 1;

event zeek_init()
	{
	local x = 0;
	x = fixed = 2;
	if ( fixed = 3 )
		print fixed = 4;
	++fixed;
	hook 2 + 2;
	if ( x = 5 )
		print "never";
	}
