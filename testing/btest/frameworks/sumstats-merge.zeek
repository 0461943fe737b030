# @TEST-DOC: Results of two sources are put together as if one had observed everything.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/frameworks/sumstats

module SumStats;

global results: table[string] of ResultVal = table();

function watch(stream: string)
	{
	local r = Reducer($stream=stream, $apply=set(AVERAGE, VARIANCE, STD_DEV, MIN, MAX, SUM, UNIQUE, HLL_UNIQUE, LAST, TOPK, SAMPLE),
	                  $num_last_elements=2, $num_samples=10, $unique_max=4);
	create(SumStat($name=stream, $epoch=1hr, $reducers=set(r), $epoch_result=function[stream](ts: time, key: Key, result: Result)
		{
		results[stream] = result[stream];
		}));
	}

function show(what: string, rv: ResultVal)
	{
	print what, rv$num, rv$sum, rv$min, rv$max;
	print fmt("  average %.3f, variance %.3f, deviation %.3f", rv$average, rv$variance, rv$std_dev);
	print fmt("  unique %d, about %d", rv$unique, rv$hll_unique);
	local last: vector of double = vector();
	for ( _, obs in get_last(rv) )
		last += obs$dbl;
	print fmt("  last %s, sample of %d from %d", last, |rv$samples|, rv$sample_elements);
	local top = topk_get_top(rv$topk, 1);
	print fmt("  most frequent %s", (top[0] as Observation)$dbl);
	}

event zeek_init()
	{
	watch("one");
	watch("two");
	watch("all");

	for ( _, a in vector(1.0, 2.0, 2.0, 4.0) )
		{
		observe("one", Key(), Observation($dbl=a));
		observe("all", Key(), Observation($dbl=a));
		}

	for ( _, b in vector(10.0, 2.0, 20.0) )
		{
		observe("two", Key(), Observation($dbl=b));
		observe("all", Key(), Observation($dbl=b));
		}
	}

event zeek_done()
	{
	local nothing = new_value(Reducer($stream="none", $apply=set(SAMPLE), $num_samples=10));
	show("one", results["one"]);
	show("two", results["two"]);
	show("all", results["all"]);
	show("one and two", merged_value(results["one"], results["two"]));
	show("one and nothing", merged_value(results["one"], nothing));
	show("nothing and two", merged_value(nothing, results["two"]));
	}
