# @TEST-DOC: Estimates of how many values there were derive from the seeds of the run, where these are given; all lie near the truth.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: avocet -b -D %INPUT >>out
# @TEST-EXEC: ZEEK_SEED_VALUES="1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21" avocet -b %INPUT >>out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	local all = hll_cardinality_init(0.1, 0.99);
	local few = hll_cardinality_init(0.1, 0.99);
	local i = 0;
	while ( ++i <= 5000 )
		{
		hll_cardinality_add(all, count_to_v4_addr(167772160 + i));
		if ( i % 100 == 0 )
			hll_cardinality_add(few, i as int);
		}
	print hll_cardinality_estimate(all), hll_cardinality_estimate(few);
	}
