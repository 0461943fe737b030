# @TEST-DOC: Some frameworks are there before any script, even with -b: it may set their options first.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

redef Cluster::default_store_dir = ".";
redef Telemetry::metrics_address = "127.0.0.1";
redef Log::scp_rotation_date_format = "%Y";

option things = 1;

event Broker::peer_added(endpoint: Broker::EndpointInfo, msg: string)
	{
	}

event zeek_init()
	{
	Config::set_value("things", 2);
	print things, Cluster::is_enabled(), Supervisor::is_supervisor(), Log::scp_rotation_date_format;
	}
