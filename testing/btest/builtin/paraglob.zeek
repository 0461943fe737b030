# @TEST-DOC: Many glob patterns are matched at once, each to the whole string.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local globs = paraglob_init(vector("*", "d?g", "*og", "d?", "d[!wl]g", "d[a-p]g", "[]x]*", "a\\*b", "*she*hers*", "dog", "dog", "d[g", ""));
	for ( _, text in vector("dog", "dg", "dlg", "]og", "a*b", "aab", "he she and hers", "ushers", "d[g", "", "\x00\xff") )
		print text, paraglob_match(globs, text);

	# What ends in another one's middle is found as well.
	local parts = paraglob_init(vector("*he*", "*she*", "*his*", "*hers*"));
	print paraglob_match(parts, "ushers"), paraglob_match(parts, "this"), paraglob_match(parts, "x");

	print paraglob_equals(globs, copy(globs)), paraglob_equals(globs, parts);

	local many: vector of string;
	local i = 0;
	while ( ++i <= 5000 )
		many += fmt("*.host-%d.example", i);
	print paraglob_match(paraglob_init(many), "www.host-4711.example");

	print paraglob_match(paraglob_init(vector()), "a");
	print paraglob_init(vector(1, 2));
	}
