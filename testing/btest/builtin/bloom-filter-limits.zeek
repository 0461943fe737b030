# @TEST-DOC: Counts of a Bloom filter stay at the most that a cell holds; more hashes than anybody needs are refused.
# @TEST-EXEC: avocet -b %INPUT >out 2>errors
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: path-free <errors >told
# @TEST-EXEC: btest-diff told

event zeek_init()
	{
	local filter = bloomfilter_counting_init(2, 10, 10000000000);
	bloomfilter_add(filter, 1);
	local i = 0;
	while ( ++i < 40 )
		filter = bloomfilter_merge(filter, filter);
	print bloomfilter_lookup(filter, 1);
	}

event zeek_init()
	{
	bloomfilter_basic_init2(1000000000000000000, 10);
	print "not reached";
	}
