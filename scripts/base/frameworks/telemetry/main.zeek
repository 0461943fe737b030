##! Metrics: counters that only grow, gauges that come and go, histograms that count measurements by range. Metrics
##! of one family share a name and differ by the values of their labels.
##!
##! :zeek:id:`Telemetry::collect_metrics` tells all of them, those of the engine among them;
##! `policy/frameworks/telemetry/log` writes them to logs; :zeek:id:`Telemetry::metrics_port` serves them.

@load ./options
@load base/misc/version

module Telemetry;

export {
	## Values of labels, in the order of the family's `label_names`.
	type labels_vector: vector of string;

	## Counters of one name.
	type CounterFamily: record {
		__family: opaque of counter_metric_family;
		__labels: vector of string;
	};

	## A counter.
	type Counter: record {
		__metric: opaque of counter_metric;
	};

	## Gauges of one name.
	type GaugeFamily: record {
		__family: opaque of gauge_metric_family;
		__labels: vector of string;
	};

	## A gauge.
	type Gauge: record {
		__metric: opaque of gauge_metric;
	};

	## Histograms of one name.
	type HistogramFamily: record {
		__family: opaque of histogram_metric_family;
		__labels: vector of string;
	};

	## A histogram.
	type Histogram: record {
		__metric: opaque of histogram_metric;
	};

	## Makes a family of counters, or finds the one of that name.
	global register_counter_family: function(opts: MetricOpts): CounterFamily;

	## The counter of a family that has these values of labels.
	global counter_with: function(cf: CounterFamily, label_values: labels_vector &default=vector()): Counter;

	## Adds to a counter. F, and an error: the amount is negative.
	global counter_inc: function(c: Counter, amount: double &default=1.0): bool;

	## The same for the counter of a family that has these values of labels.
	global counter_family_inc: function(cf: CounterFamily, label_values: labels_vector &default=vector(), amount: double &default=1.0): bool;

	## Brings a counter up to a value. F, and an error: it is beyond that already.
	global counter_set: function(c: Counter, value: double): bool;

	## The same for the counter of a family that has these values of labels.
	global counter_family_set: function(cf: CounterFamily, label_values: labels_vector, value: double): bool;

	## Makes a family of gauges, or finds the one of that name.
	global register_gauge_family: function(opts: MetricOpts): GaugeFamily;

	## The gauge of a family that has these values of labels.
	global gauge_with: function(gf: GaugeFamily, label_values: labels_vector &default=vector()): Gauge;

	## Adds to a gauge.
	global gauge_inc: function(g: Gauge, amount: double &default=1.0): bool;

	## The same for the gauge of a family that has these values of labels.
	global gauge_family_inc: function(gf: GaugeFamily, label_values: labels_vector &default=vector(), value: double &default=1.0): bool;

	## Takes from a gauge.
	global gauge_dec: function(g: Gauge, amount: double &default=1.0): bool;

	## The same for the gauge of a family that has these values of labels.
	global gauge_family_dec: function(gf: GaugeFamily, label_values: labels_vector &default=vector(), value: double &default=1.0): bool;

	## Sets a gauge.
	global gauge_set: function(g: Gauge, value: double): bool;

	## The same for the gauge of a family that has these values of labels.
	global gauge_family_set: function(gf: GaugeFamily, label_values: labels_vector, value: double): bool;

	## Makes a family of histograms, or finds the one of that name. The upper ends of the ranges are `opts$bounds`.
	global register_histogram_family: function(opts: MetricOpts): HistogramFamily;

	## The histogram of a family that has these values of labels.
	global histogram_with: function(hf: HistogramFamily, label_values: labels_vector &default=vector()): Histogram;

	## Counts a measurement.
	global histogram_observe: function(h: Histogram, measurement: double): bool;

	## The same for the histogram of a family that has these values of labels.
	global histogram_family_observe: function(hf: HistogramFamily, label_values: labels_vector, measurement: double): bool;

	## The counters and gauges whose prefix and name fit, which may hold `*`. Runs :zeek:id:`Telemetry::sync` before.
	global collect_metrics: function(prefix: string &default="*", name: string &default="*"): vector of Metric;

	## The same for histograms.
	global collect_histogram_metrics: function(prefix: string &default="*", name: string &default="*"): vector of HistogramMetric;
}

# What metrics count that were asked for with the wrong number of labels.
global lost_counters = Telemetry::__counter_family("zeek", "telemetry_wrong_counters", vector());
global lost_gauges = Telemetry::__gauge_family("zeek", "telemetry_wrong_gauges", vector());
global lost_histograms = Telemetry::__histogram_family("zeek", "telemetry_wrong_histograms", vector(), vector(1.0));

function fits(names: vector of string, values: labels_vector): bool
	{
	if ( |names| == |values| )
		return T;

	Reporter::error(fmt("a metric with the labels %s was asked for with the values %s", names, values));
	return F;
	}

function by_name(names: vector of string, values: labels_vector): table_string_of_string
	{
	local labels: table_string_of_string = table();

	for ( i, name in names )
		labels[name] = values[i];

	return labels;
	}

function about(opts: MetricOpts): string
	{
	return opts?$help_text ? opts$help_text : "Zeek Script Metric";
	}

function unit_of(opts: MetricOpts): string
	{
	return opts?$unit ? opts$unit : "";
	}

# ---- Counters -----------------------------------------------------------------------------------

function register_counter_family(opts: MetricOpts): CounterFamily
	{
	local family = Telemetry::__counter_family(opts$prefix, opts$name, opts$label_names, about(opts), unit_of(opts));
	return CounterFamily($__family=family, $__labels=opts$label_names);
	}

function counter_with(cf: CounterFamily, label_values: labels_vector): Counter
	{
	if ( ! fits(cf$__labels, label_values) )
		return Counter($__metric=Telemetry::__counter_metric_get_or_add(lost_counters, table()));

	local labels = by_name(cf$__labels, label_values);
	return Counter($__metric=Telemetry::__counter_metric_get_or_add(cf$__family, labels));
	}

function counter_inc(c: Counter, amount: double): bool
	{
	return Telemetry::__counter_inc(c$__metric, amount);
	}

function counter_family_inc(cf: CounterFamily, label_values: labels_vector, amount: double): bool
	{
	return counter_inc(counter_with(cf, label_values), amount);
	}

function counter_set(c: Counter, value: double): bool
	{
	local now = Telemetry::__counter_value(c$__metric);

	if ( value < now )
		{
		Reporter::error(fmt("a counter that has come to %s was set to %s", now, value));
		return F;
		}

	return Telemetry::__counter_inc(c$__metric, value - now);
	}

function counter_family_set(cf: CounterFamily, label_values: labels_vector, value: double): bool
	{
	return counter_set(counter_with(cf, label_values), value);
	}

# ---- Gauges -------------------------------------------------------------------------------------

function register_gauge_family(opts: MetricOpts): GaugeFamily
	{
	local family = Telemetry::__gauge_family(opts$prefix, opts$name, opts$label_names, about(opts), unit_of(opts));
	return GaugeFamily($__family=family, $__labels=opts$label_names);
	}

function gauge_with(gf: GaugeFamily, label_values: labels_vector): Gauge
	{
	if ( ! fits(gf$__labels, label_values) )
		return Gauge($__metric=Telemetry::__gauge_metric_get_or_add(lost_gauges, table()));

	return Gauge($__metric=Telemetry::__gauge_metric_get_or_add(gf$__family, by_name(gf$__labels, label_values)));
	}

function gauge_inc(g: Gauge, amount: double): bool
	{
	return Telemetry::__gauge_inc(g$__metric, amount);
	}

function gauge_family_inc(gf: GaugeFamily, label_values: labels_vector, value: double): bool
	{
	return gauge_inc(gauge_with(gf, label_values), value);
	}

function gauge_dec(g: Gauge, amount: double): bool
	{
	return Telemetry::__gauge_dec(g$__metric, amount);
	}

function gauge_family_dec(gf: GaugeFamily, label_values: labels_vector, value: double): bool
	{
	return gauge_dec(gauge_with(gf, label_values), value);
	}

function gauge_set(g: Gauge, value: double): bool
	{
	return Telemetry::__gauge_inc(g$__metric, value - Telemetry::__gauge_value(g$__metric));
	}

function gauge_family_set(gf: GaugeFamily, label_values: labels_vector, value: double): bool
	{
	return gauge_set(gauge_with(gf, label_values), value);
	}

# ---- Histograms ---------------------------------------------------------------------------------

function register_histogram_family(opts: MetricOpts): HistogramFamily
	{
	local bounds: double_vec = opts?$bounds ? opts$bounds : vector();
	local family = Telemetry::__histogram_family(opts$prefix, opts$name, opts$label_names, bounds, about(opts), unit_of(opts));
	return HistogramFamily($__family=family, $__labels=opts$label_names);
	}

function histogram_with(hf: HistogramFamily, label_values: labels_vector): Histogram
	{
	if ( ! fits(hf$__labels, label_values) )
		return Histogram($__metric=Telemetry::__histogram_metric_get_or_add(lost_histograms, table()));

	local labels = by_name(hf$__labels, label_values);
	return Histogram($__metric=Telemetry::__histogram_metric_get_or_add(hf$__family, labels));
	}

function histogram_observe(h: Histogram, measurement: double): bool
	{
	return Telemetry::__histogram_observe(h$__metric, measurement);
	}

function histogram_family_observe(hf: HistogramFamily, label_values: labels_vector, measurement: double): bool
	{
	return histogram_observe(histogram_with(hf, label_values), measurement);
	}

# ---- Collecting ---------------------------------------------------------------------------------

# Tests want one order: metrics of the same labels by their values, others by name.
function order_of(a: Metric, b: Metric): int
	{
	if ( join_string_vec(a$label_names, ",") == join_string_vec(b$label_names, ",") )
		{
		local by_value = strcmp(join_string_vec(a$label_values, ","), join_string_vec(b$label_values, ","));

		if ( by_value != 0 )
			return by_value;
		}

	return strcmp(a$opts$name, b$opts$name);
	}

function collect_metrics(prefix: string, name: string): vector of Metric
	{
	local found = Telemetry::__collect_metrics(prefix, name);

	if ( running_under_test )
		sort(found, order_of);

	return found;
	}

function collect_histogram_metrics(prefix: string, name: string): vector of HistogramMetric
	{
	return Telemetry::__collect_histogram_metrics(prefix, name);
	}

event zeek_init()
	{
	if ( metrics_port != 0/unknown && ! Telemetry::listen_prometheus(metrics_address, metrics_port, F) )
		exit(1);

	local v = Version::info;
	local family = register_gauge_family(MetricOpts($prefix="zeek", $name="version_info", $unit="1", $help_text="The version",
		$label_names=vector("version_number", "major", "minor", "patch", "commit", "beta", "debug", "version_string")));

	gauge_family_set(family, vector(cat(v$version_number), cat(v$major), cat(v$minor), cat(v$patch), cat(v$commit),
		v$beta ? "true" : "false", v$debug ? "true" : "false", v$version_string), 1.0);
	}
