##! A log of how often each weird occurred, also of those that no other log shows.

@load base/frameworks/sumstats

module WeirdStats;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## How often rows are written.
	const weird_stat_interval = 15min &redef;

	## A row of the log.
	type Info: record {
		ts: time &log;           ##< When it was counted.
		name: string &log;       ##< The weird.
		num_seen: count &log;    ##< How often it occurred since the last row.
	};

	## A row goes to the log.
	global log_weird_stats: event(rec: Info);
}

const stream = "weirds.encountered";
const summary = "weirds.statistics";

# Counts since the begin of the run, now and at the end of the epoch before.
global totals: table[string] of double = table();
global totals_before: table[string] of double = table();

function keep_total(ts: time, key: SumStats::Key, result: SumStats::Result)
	{
	totals[key$str] = result[stream]$sum;
	}

function write_rows(ts: time)
	{
	for ( name, total in totals )
		{
		local before = name in totals_before ? totals_before[name] : 0.0;

		if ( total > before )
			Log::write(WeirdStats::LOG, Info($ts=ts, $name=name, $num_seen=double_to_count(total - before)));
		}

	totals_before = totals;
	totals = table();
	}

event zeek_init() &priority=5
	{
	Log::create_stream(WeirdStats::LOG, Log::Stream($columns=Info, $ev=log_weird_stats, $path="weird_stats",
	                   $policy=log_policy));
	SumStats::create(SumStats::SumStat($name=summary, $epoch=weird_stat_interval,
	                 $reducers=set(SumStats::Reducer($stream=stream, $apply=set(SumStats::SUM))),
	                 $epoch_result=keep_total, $epoch_finished=write_rows));
	}

# The counters are read right before an epoch ends.
event SumStats::finish_epoch(ss: SumStats::SumStat) &priority=10
	{
	if ( ss$name != summary )
		return;

	for ( name, n in get_reporter_stats()$weirds_by_type )
		SumStats::observe(stream, SumStats::Key($str=name), SumStats::Observation($dbl=n + 0.0));
	}
