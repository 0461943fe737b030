# @TEST-DOC: Prefixes go as often as they are there, one edit character counts, a search that ends before it starts is told.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	print remove_prefix("ababc", "ab"), remove_prefix("abc", ""), remove_prefix("", "a"), remove_prefix("aaa", "a") == "";
	print remove_suffix("cabab", "ab");
	print edit("hello there", "ex");
	print find_str("abcabc", "b", 5, 2), rfind_str("abcabc", "b", 5, 2), find_str("abc", "b", 7);
	}
