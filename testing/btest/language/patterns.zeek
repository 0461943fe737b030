# @TEST-DOC: Patterns equal patterns of the same text, and strings that they match as a whole.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local p = /ab+/;
	local q = /ab+/;
	local r = /ab*/;
	print p == q, p != q, p == r, p != r;
	print p == "abb", "abb" == p, p == "xabb", p in "xabb";

	if ( p == q )
		print "the same";
	if ( p == r )
		print "never";
	if ( p != r )
		print "others";
	}
