# @TEST-DOC: A failed assertion ends its handler; hooks are told, and a break keeps the report away.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "assertion failure" err >reports
# @TEST-EXEC: btest-diff reports
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain 2>/dev/null
# @TEST-EXEC: cmp out plain

hook assertion_failure(cond: string, msg: string, bt: Backtrace)
	{
	print "failed", cond, msg, |bt| > 0;
	if ( msg == "quiet" )
		break;
	}

hook assertion_result(result: bool, cond: string, msg: string, bt: Backtrace)
	{
	print "result", result, cond, msg;
	}

function check(n: count)
	{
	assert n > 0, fmt("%d is above 0", n);
	assert n > 1;
	}

event zeek_init() &priority=1
	{
	check(1);
	print "not reached";
	}

event zeek_init()
	{
	assert F, "quiet";
	print "not reached";
	}

event zeek_init() &priority=-1
	{
	print "end";
	}
