# @TEST-DOC: A summary takes the place of another one of its name, which is told; epochs are its own.
# @TEST-EXEC: avocet -b -r $TRACES/scans.pcap %INPUT >out 2>errors
# @TEST-EXEC: grep -v '^ .*|' errors >messages
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff messages

@load base/frameworks/sumstats

global began: time;

function watch(stream: string, epoch: interval): SumStats::SumStat
	{
	return SumStats::SumStat($name="mine", $epoch=epoch,
		$reducers=set(SumStats::Reducer($stream=stream, $apply=set(SumStats::SUM))),
		$epoch_result(ts: time, key: SumStats::Key, result: SumStats::Result) =
			{
			for ( observed, rv in result )
				print network_time() - began, observed, rv$sum;
			});
	}

event observe_each_second()
	{
	SumStats::observe("first", SumStats::Key($str="x"), SumStats::Observation($num=1));
	SumStats::observe("second", SumStats::Key($str="x"), SumStats::Observation($num=1));
	schedule 1sec { observe_each_second() };
	}

event network_time_init()
	{
	began = network_time();
	SumStats::create(watch("first", 2secs));
	local second = watch("second", 3secs);
	SumStats::create(second);
	SumStats::create(second);
	event observe_each_second();
	}
