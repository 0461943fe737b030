# @TEST-DOC: Metrics are written to logs at the start, at each interval and at the end; nothing is said of what was not asked for.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT
# @TEST-EXEC: grep -v '^#[oc]' telemetry.log | cut -f 2- >counters
# @TEST-EXEC: grep -v '^#[oc]' telemetry_histogram.log | cut -f 2- >histograms
# @TEST-EXEC: btest-diff counters
# @TEST-EXEC: btest-diff histograms

@load frameworks/telemetry/log

redef Telemetry::log_prefixes = { "test" };
redef Telemetry::log_interval = 1sec;

global conns_cf = Telemetry::register_counter_family([$prefix="test", $name="conns", $label_names=vector("state")]);
global durations = Telemetry::histogram_with(Telemetry::register_histogram_family(
	[$prefix="test", $name="duration", $unit="seconds", $bounds=vector(0.01, 0.1)]));

event connection_state_remove(c: connection)
	{
	Telemetry::counter_family_inc(conns_cf, vector(c$history));
	Telemetry::histogram_observe(durations, c$duration as double);
	}
