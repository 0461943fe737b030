# @TEST-DOC: Matching, finding and replacing by patterns; tables of patterns and what they have built.
#
# @TEST-EXEC: avocet -b %INPUT >output
# @TEST-EXEC: btest-diff output

event zeek_init()
	{
	print "whole and part", /foo|bar/ == "foo", /foo|bar/ == "foobar", /foo|bar/ in "xbar", /^bar/ in "xbar", /bar$/ in "xbar";
	print "case", /abc/i == "aBc", /a(?i:b)c/ == "aBc", /a(?i:b)c/ == "ABc", /"a"b/i == "AB";
	print "lines", /a.b/ == "a\nb", /a.b/s == "a\nb", /a$/ in "a\nb";
	print "bytes", /[\x00-\x1f]\xff/ == "\x01\xff", /[^[:alnum:]]+/ == "\x00 -";
	print "joined", (/foo/ | /bar/) == "bar", (/foo/ & /bar/) == "foobar", (/foo/ & /b/i) in "xfooBx";
	print "longest of the leftmost", find_all_ordered("xabcd ab abcd", /a|ab|abc|c/);
	print "repeated", /(ab){2,3}/ == "ababab", /(ab){2,3}/ == "ab", /a{0}b{2,}/ == "bbb";
	print sub("one two", /[aeiou]/, "<&>"), gsub("one two", /[aeiou]/, "<&>"), gsub("aXbX", /X$/, "-");
	print split_string("a, b;c", /[,;] */), split_string_all("a1b22c", /[0-9]+/);

	local names: table[pattern] of count = { [/foo/] = 1, [/f.*/] = 2, [/bar/i] = 3 };
	print names["foo"], names["fox"], names["BAR"], names["no"], "fox" in names, "no" in names;
	print table_pattern_matcher_stats(names)$dfa_states > 0;
	delete names[/f.*/];
	print table_pattern_matcher_stats(names)$dfa_states, names["foo"], "fox" in names;
	}
