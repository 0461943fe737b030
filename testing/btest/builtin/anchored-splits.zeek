# @TEST-DOC: Where ^ holds at each match, cutting a long string takes no longer than elsewhere.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	print split_string("aabaab", /^a/), split_string_all("xabxab", /(^a|b)/), find_last("abcabc", /^b./);
	# What follows something that takes bytes is no begin.
	print split_string("aab", /a*^b/);

	local long = string_fill(500001, "ab ,x");
	print |split_string(long, /^.*z/)|, |split_string_n(long, /^,.*z/, F, 3)|, find_first(long, /^ .*z/) == "", find_last(long, /^ .*z/) == "";
	}
