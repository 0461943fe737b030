# @TEST-DOC: Counters, gauges and histograms, as scripts set them and as the engine counts.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out 2>said
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -o "error: .*" said >errors
# @TEST-EXEC: btest-diff errors

@load base/frameworks/telemetry
@load base/protocols/conn

global bytes_cf = Telemetry::register_counter_family([$prefix="test", $name="bytes", $unit="bytes", $help_text="Seen",
	$label_names=vector("proto", "dir")]);
global last_gf = Telemetry::register_gauge_family([$prefix="test", $name="last", $unit="1"]);
global last_g = Telemetry::gauge_with(last_gf);
global sizes_hf = Telemetry::register_histogram_family([$prefix="test", $name="sizes", $bounds=vector(0.0, 100.0, 1000.0)]);
global syncs = 0;

hook Telemetry::sync()
	{
	Telemetry::gauge_set(last_g, ++syncs);
	}

event connection_state_remove(c: connection)
	{
	local proto = cat(get_port_transport_proto(c$id$resp_p));
	Telemetry::counter_family_inc(bytes_cf, vector(proto, "orig"), c$orig$size);
	Telemetry::counter_family_inc(bytes_cf, vector(proto, "resp"), c$resp$size);
	Telemetry::histogram_family_observe(sizes_hf, vector(), c$orig$size);
	}

function show(prefix: string, name: string)
	{
	for ( _, m in Telemetry::collect_metrics(prefix, name) )
		print m$opts$metric_type, m$opts$prefix, m$opts$name, m$label_names, m$label_values, m$value;
	}

event zeek_done() &priority=-10
	{
	show("test", "*");
	show("zeek", "*sessions");
	show("zeek", "log_*");
	print |Telemetry::collect_metrics("process")| > 5;

	for ( _, h in Telemetry::collect_histogram_metrics("t*", "s*") )
		print h$opts$name, h$opts$bounds, h$label_values, h$values, h$observations, h$sum;

	# Another name for the same counters; a wrong number of labels; what a counter cannot do.
	local again = Telemetry::register_counter_family([$prefix="test", $name="bytes", $unit="bytes", $label_names=vector("dir", "proto")]);
	print Telemetry::counter_family_inc(again, vector("orig", "tcp"));
	print Telemetry::counter_family_inc(again, vector("orig"));
	print Telemetry::counter_family_inc(again, vector("orig", "tcp"), -1.0);
	print Telemetry::counter_family_set(again, vector("orig", "tcp"), 1.0);
	print Telemetry::counter_family_set(again, vector("orig", "tcp"), 1e6);
	print Telemetry::gauge_dec(last_g, 2.5);
	show("test", "bytes");
	Telemetry::register_gauge_family([$prefix="test", $name="bytes", $unit="bytes_total"]);
	print "not reached";
	}
