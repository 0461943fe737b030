# @TEST-DOC: Strings: growing, slicing, indexing, searching, patterns.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

global gathered = "g";

type Line: record {
	text: string;
};

event zeek_init()
	{
	local s = "abc";
	local before = s;
	s += "d";
	s = s + "e" + s;
	print s, before, |s|, s[1], s[-1], s[1:3], s[-3:];

	gathered += "h";
	local line = Line($text=gathered);
	line$text += "i";
	print gathered, line$text;

	print "b" in s, "x" !in s, /b.d/ in s, /b.d/ == s, "abc" < "abd", "b" > "a";
	print (/foo/ | /bar/) == "bar", (/foo/ & /bar/) == "foobar", /FOO/i == "foo";
	local i = 0;
	local long = "";
	while ( ++i <= 1000 )
		long += "xy";
	print |long|, long[1999];
	}
