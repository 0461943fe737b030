# @TEST-DOC: str_smith_waterman() finds what strings have in common: the best alignment, or all of them.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

function show(a: string, b: string, least: count, variant: count)
	{
	print fmt("%s | %s", a, b);
	for ( _, s in str_smith_waterman(a, b, [$min_strlen=least, $sw_variant=variant]) )
		print fmt("  %s at %d and %d%s", s$str, s$aligns[0]$index, s$aligns[1]$index, s$new ? "" : ", goes on");
	}

event zeek_init()
	{
	show("one two", "six", 2, 0);
	show("GET /index", "POST /index2", 3, 0);
	show("aXYbZWc", "XY-ZW", 2, 0);
	show("aXYbZWc", "ZW-XY", 2, 1);
	show("", "abc", 1, 1);
	show("abab", "ab", 0, 1);
	show("AAAaAAAbAAA", "xxxAAAyyy", 2, 1);
	}
