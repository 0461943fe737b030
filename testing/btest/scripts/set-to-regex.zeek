# A pattern of the strings of a set names those first that come last in it.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/utils/patterns

local p = set_to_regex(set("a.b", "c", "d"), "x(~~)y");
print p, "xa.by" == p, "xaxby" == p, "xdy" == p;
print set_to_regex(set("one"), "~~"), set_to_regex(set(), "(~~)");
