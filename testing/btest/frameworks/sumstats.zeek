# @TEST-DOC: Observations become results for each key: at thresholds, at the end of an epoch, and at that of the run.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/sumstats

function show(key: SumStats::Key, result: SumStats::Result)
	{
	local rv = result["test.sizes"];
	print SumStats::key2str(key), rv$num, rv$sum, rv$min, rv$max, rv$average, rv$variance, rv$std_dev;
	print "  different, last two", rv$unique, rv$hll_unique, SumStats::get_last(rv);
	}

event observe_more()
	{
	for ( _, n in vector(1, 2, 2, 4) )
		SumStats::observe("test.sizes", SumStats::Key($host=10.0.0.1), SumStats::Observation($num=n));

	SumStats::observe("test.sizes", SumStats::Key($host=10.0.0.2, $str="x"), SumStats::Observation($dbl=0.5));
	SumStats::observe("test.sizes", SumStats::Key($host=192.168.0.1), SumStats::Observation($num=1));
	SumStats::observe("test.names", SumStats::Key($host=10.0.0.1), SumStats::Observation($str="a"));
	SumStats::observe("of nobody", SumStats::Key($host=10.0.0.1), SumStats::Observation($num=1));
	}

event zeek_init()
	{
	local all_of_it = SumStats::Reducer($stream="test.sizes",
		$apply=set(SumStats::SUM, SumStats::MIN, SumStats::MAX, SumStats::STD_DEV, SumStats::UNIQUE,
		           SumStats::HLL_UNIQUE, SumStats::LAST),
		$num_last_elements=2,
		$pred(key: SumStats::Key, obs: SumStats::Observation) = { return key$host in 10.0.0.0/8; });

	SumStats::create(SumStats::SumStat($name="everything", $epoch=0secs, $reducers=set(all_of_it),
		$epoch_result(ts: time, key: SumStats::Key, result: SumStats::Result) =
			{
			show(key, result);
			},
		$epoch_finished(ts: time) =
			{
			print "epoch is over";
			event observe_more();
			}));

	local of_network = SumStats::Reducer($stream="test.sizes", $apply=set(SumStats::SUM),
		$normalize_key(key: SumStats::Key) = { return SumStats::Key($str=cat(mask_addr(key$host, 24))); });
	local names = SumStats::Reducer($stream="test.names", $apply=set(SumStats::SUM));

	SumStats::create(SumStats::SumStat($name="thresholds", $epoch=1hr, $reducers=set(of_network, names),
		$threshold_val(key: SumStats::Key, result: SumStats::Result) = { return result["test.sizes"]$sum; },
		$threshold_series=vector(3.0, 9.0, 100.0),
		$threshold_crossed(key: SumStats::Key, result: SumStats::Result) =
			{
			print "crossed", SumStats::key2str(key), result["test.sizes"]$sum;
			},
		$epoch_result(ts: time, key: SumStats::Key, result: SumStats::Result) =
			{
			print "at the end", SumStats::key2str(key), result["test.sizes"]$sum, result["test.names"]$num;
			}));

	event observe_more();
	print SumStats::next_epoch("thresholds"), SumStats::next_epoch("everything");
	}
