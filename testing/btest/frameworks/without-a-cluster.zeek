# @TEST-DOC: Scripts that also work in clusters and under supervisors load, and are told that they are alone.
# @TEST-EXEC: avocet %INPUT >out
# @TEST-EXEC: btest-diff out

event Broker::peer_added(endpoint: Broker::EndpointInfo, msg: string) { print "not reached"; }
event Cluster::node_up(name: string, id: string) { print "not reached"; }
event ping(n: count) { print "ping", n; }

redef Cluster::Telemetry::core_metrics += { Cluster::Telemetry::VERBOSE };

event zeek_init()
	{
	print Cluster::is_enabled(), Cluster::local_node_type(), Cluster::node == "";
	print Supervisor::is_supervisor(), Supervisor::is_supervised();
	print Broker::listen("127.0.0.1"), Broker::peer("127.0.0.1"), Broker::subscribe("a/"), |Broker::peers()|;
	print Broker::publish("a/b", ping, 1), Cluster::publish("a/b", ping, 1), Cluster::subscribe("a");
	print Cluster::publish(Cluster::manager_topic, Cluster::make_event(ping, 2));
	local e = Cluster::make_event(ping, 2);
	print |e$args|, e$args[0];
	print Broker::make_event(ping, 3)$name;
	print Cluster::rr_topic(Cluster::worker_pool), Cluster::get_node_count(Cluster::WORKER);

	# What would be done elsewhere is done here.
	if ( Cluster::local_node_type() in set(Cluster::NONE, Cluster::MANAGER) )
		event ping(4);
	}
