# @TEST-DOC: The result of a builtin that yields none is an error where it is wanted, by name, as a value and as one of many.
# @TEST-EXEC: avocet -b %INPUT >out 2>errors
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -v '^  *[0-9]* |' errors | grep -v '^ *|' >messages
# @TEST-EXEC: btest-diff messages

global unbuffered = set_buf;

event zeek_done() &priority=5
	{
	local f = open("file");
	set_buf(f, F);
	unbuffered(f, F);
	srand(5);
	print "unwanted";
	print 1, preserve_prefix(10.0.0.0, 8);
	print "not reached";
	}

event zeek_done() &priority=4
	{
	local none = srand(5);
	print "not reached", none;
	}

event zeek_done() &priority=3
	{
	local all: vector of any = vector(1, unbuffered(open("file"), F));
	print "not reached", all;
	}

event zeek_done() &priority=2
	{
	print "not reached", cat("x", bloomfilter_clear(bloomfilter_basic_init(0.1, 10)));
	}

function wrapped(): any
	{
	return topk_add(topk_init(3), "x");
	}

event zeek_done()
	{
	print "not reached", wrapped() is count;
	}
