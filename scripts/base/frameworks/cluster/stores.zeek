##! Data stores that the processes of a cluster share. A process by itself has them for itself.

@load base/frameworks/broker/store
@load ./main

module Cluster;

export {
	## Which process has the master of a store, unless its own options say so; empty: one is chosen.
	const default_master_node = "" &redef;

	## Where stores keep what they hold.
	const default_backend = Broker::MEMORY &redef;
	const default_persistent_backend = Broker::SQLITE &redef;

	## The folder of databases; empty: the present one.
	const default_store_dir = "" &redef;

	## A store.
	type StoreInfo: record {
		name: string &optional;
		store: opaque of Broker::Store &optional;
		master_node: string &default=default_master_node;
		master: bool &default=F;                          ##< Whether this process has the master.
		backend: Broker::BackendType &default=default_backend;
		options: Broker::BackendOptions &default=Broker::BackendOptions();
		clone_resync_interval: interval &default=Broker::default_clone_resync_interval;
		clone_stale_interval: interval &default=Broker::default_clone_stale_interval;
		clone_mutation_buffer_interval: interval &default=Broker::default_clone_mutation_buffer_interval;
	};

	## The stores by name. What is here before a store is created says how it is to be.
	global stores: table[string] of StoreInfo = {} &default=StoreInfo() &redef;

	## Makes a store, or gives the one that there is.
	##
	## persistent: Whether the next run is to find what is in it.
	global create_store: function(name: string, persistent: bool &default=F): StoreInfo;
}

function create_store(name: string, persistent: bool &default=F): StoreInfo
	{
	local info = stores[name];

	if ( info?$store && ! Broker::is_closed(info$store) )
		return info;

	info$name = name;
	info$master = T;

	if ( persistent )
		{
		info$backend = default_persistent_backend;

		if ( info$options$sqlite$path == "" )
			info$options$sqlite$path = default_store_dir == "" ? name + ".sqlite"
			                                                   : fmt("%s/%s.sqlite", default_store_dir, name);
		}

	info$store = Broker::create_master(name, info$backend, info$options);
	stores[name] = info;
	return info;
	}
