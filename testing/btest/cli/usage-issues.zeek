# @TEST-DOC: -u and its variable of the environment warn of what is doubtful, and the scripts run all the same.
# @TEST-EXEC: avocet -b -u %INPUT >out 2>err
# @TEST-EXEC: ZEEK_USAGE_ISSUES=1 avocet -b %INPUT >out-2 2>err-2
# @TEST-EXEC: cmp out out-2 && cmp err err-2
# @TEST-EXEC: avocet -u -e 'event zeek_init() { print "nothing is said of shipped scripts"; }' >>out 2>>err
# @TEST-EXEC: test "$(avocet -b -a -u %INPUT 2>&1 | grep -c ^running)" = 0
# @TEST-EXEC: grep -hE "error:|warning:" err | sed -E 's/^[^ ]*:([0-9]+:[0-9]+):/\1:/' >>out
# @TEST-EXEC: btest-diff out

function may_end(x: count): count
	{
	if ( x > 0 )
		return x;
	}

event zeek_init()
	{
	local a: count;
	local b: count;
	local never = 3;
	local noted = 3 &is_used;
	if ( may_end(1) == 1 )
		b = 5;
	print "running", b;
	print a;
	}
