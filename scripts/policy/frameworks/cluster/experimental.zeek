##! Events about a cluster as a whole. A process alone raises none.

@load base/frameworks/cluster

module Cluster::Experimental;

export {
	## A process has connected to all that it should.
	global node_fully_connected: event(name: string, id: string, resending: bool);

	## All processes have.
	global cluster_started: event();

	## Where that is told.
	const cluster_started_topic = "zeek/cluster/experimental/started" &redef;
}
