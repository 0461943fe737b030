# @TEST-DOC: However often patterns are joined, they match; what grows too large is an error.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local either = /a/;
	local both = /a/;
	local text = "a";
	local i = 0;
	while ( ++i <= 300 )
		{
		either = either | /b/;
		both = both & /b|c/;
		text += i % 2 == 0 ? "b" : "c";
		}
	print "a" == either, "b" == either, "c" == either, text == both, "ab" == both;
	}

event zeek_init() &priority=-1
	{
	local large = /a{40000}/;
	large = large & large;
	print "never";
	}
