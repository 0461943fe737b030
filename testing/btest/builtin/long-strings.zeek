# @TEST-DOC: Functions whose time grows with the square of their strings refuse long ones or search them at once.
# @TEST-EXEC: timeout 20 avocet -b %INPUT >out 2>errors
# @TEST-EXEC: btest-diff out

global long = "aaaaaaaaaaaaaaaa";

event zeek_init() &priority=1
	{
	while ( |long| < 500000 )
		long += long;
	}

event zeek_init()
	{
	print find_last(long, /.*x/) == "", find_last(long + "x" + long, /a+x/), |find_last(long, /aa/)|;
	print find_last("a1b22", /[0-9]/), find_last("a1b22", /[0-9]+$/), find_last("aXbX", /^X/), find_last("xab", /a*/);
	print find_last("abcabd", /ab[cd]/, 1), find_last("abcabd", /abc/, 1) == "", find_last("", /a/) == "";
	}

event zeek_init() { print levenshtein_distance(long, long); }
event zeek_init() { print find_last(long, /x*/); }
event zeek_init() { print levenshtein_distance("kitten", "sitting"); }
