##! Writes all metrics to logs, again and again: counters and gauges to `telemetry.log`, histograms to
##! `telemetry_histogram.log`.

@load base/frameworks/telemetry

module Telemetry;

export {
	redef enum Log::ID += { LOG, LOG_HISTOGRAM };

	## How often.
	option log_interval = 1min;

	## The prefixes whose metrics are written; empty: all.
	option log_prefixes: set[string] = { "process", "zeek" };

	## A row of `telemetry.log`.
	type Info: record {
		ts: time &log;
		peer: string &log;                      ##< The process that tells, or the worker.
		metric_type: string &log;               ##< "counter" or "gauge".
		name: string &log;
		labels: vector of string &log;          ##< Their names.
		label_values: vector of string &log;
		value: double &log;
	};

	## A row of `telemetry_histogram.log`.
	type HistogramInfo: record {
		ts: time &log;
		peer: string &log;
		name: string &log;
		labels: vector of string &log;
		label_values: vector of string &log;
		bounds: vector of double &log;          ##< The upper end of each range.
		values: vector of double &log;          ##< How many measurements fell into it.
		sum: double &log;                       ##< Of all measurements.
		observations: double &log;              ##< Their number.
	};

	## The policies of the logs.
	global log_policy: Log::PolicyHook;
	global log_policy_histogram: Log::PolicyHook;

	## Raised with each row.
	global log_telemetry: event(rec: Info);
	global log_telemetry_histogram: event(rec: HistogramInfo);
}

function write_metrics(prefix: string, now: time)
	{
	# In the order of families, whatever order tests want.
	for ( _, m in Telemetry::__collect_metrics(prefix, "*") )
		Log::write(LOG, Info($ts=now, $peer=Telemetry::__peer(), $metric_type=m$opts$metric_type == COUNTER ? "counter" : "gauge",
		                     $name=m$opts$name, $labels=m$label_names, $label_values=m$label_values, $value=m$value));
	}

function write_histograms(prefix: string, now: time)
	{
	for ( _, m in Telemetry::__collect_histogram_metrics(prefix, "*") )
		Log::write(LOG_HISTOGRAM, HistogramInfo($ts=now, $peer=Telemetry::__peer(), $name=m$opts$name,
		           $labels=m$label_names, $label_values=m$label_values, $bounds=m$opts$bounds, $values=m$values,
		           $sum=m$sum, $observations=m$observations));
	}

function write_all()
	{
	local now = network_time();
	local prefixes: set[string] = |log_prefixes| > 0 ? log_prefixes : set("*");

	for ( prefix in prefixes )
		write_metrics(prefix, now);

	for ( prefix in prefixes )
		write_histograms(prefix, now);
	}

# The last time is at the end of the run, when what was scheduled happens at once.
event write_metrics_again()
	{
	write_all();
	schedule log_interval { write_metrics_again() };
	}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_telemetry, $path="telemetry", $policy=log_policy));
	Log::create_stream(LOG_HISTOGRAM, Log::Stream($columns=HistogramInfo, $ev=log_telemetry_histogram,
	                   $path="telemetry_histogram", $policy=log_policy_histogram));
	}

event zeek_init()
	{
	# Before the first packet time stands still: the first rows come with it.
	schedule log_interval { write_metrics_again() };
	}
