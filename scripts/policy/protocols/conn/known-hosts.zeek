##! A log of hosts that complete TCP handshakes, a row for each host and day.

@load base/utils/directions-and-hosts
@load base/frameworks/cluster
@load ./known-store

module Known;

export {
	redef enum Log::ID += { HOSTS_LOG };

	## The policy of the log.
	global log_policy_hosts: Log::PolicyHook;

	## A row of the log.
	type HostsInfo: record {
		ts: time &log;     ##< When it was seen.
		host: addr &log;
	};

	## Which hosts are of interest.
	option host_tracking = LOCAL_HOSTS;


	## Whether a data store remembers them, not a set.
	const use_host_store = F &redef;

	## Whether a database remembers them, so that the next run does not tell them again.
	const enable_hosts_persistence = F &redef;

	## The name of the data store.
	const host_store_name = "zeek/known/hosts" &redef;

	## The data store.
	global host_broker_store: Cluster::StoreInfo;

	## The kind of the database.
	const host_store_backend_type: Storage::Backend = Storage::STORAGE_BACKEND_SQLITE &redef;

	## The name of the table in the database.
	const host_store_prefix = "zeekknownhosts" &redef;

	## How the database is opened. It is `known/hosts.sqlite` in :zeek:id:`Cluster::default_store_dir`.
	const host_store_backend_options = Storage::BackendOptions(
	    $sqlite=[$database_path=path_of_memory("hosts"), $table_name=host_store_prefix]) &redef;

	## The database.
	global host_store_backend: opaque of Storage::BackendHandle;

	## How long data store and database remember.
	const host_store_expiry = 1day &redef;

	## How long to wait for data store and database.
	option host_store_timeout = 15secs;

	## The hosts that were logged.
	global hosts: set[addr] &create_expire=1day &redef;

	## A row goes to the log.
	global log_known_hosts: event(rec: HostsInfo);
}

event zeek_init() &priority=5
	{
	Log::create_stream(Known::HOSTS_LOG, Log::Stream($columns=HostsInfo, $ev=log_known_hosts, $path="known_hosts",
	                   $policy=log_policy_hosts));
	}

event zeek_init()
	{
	if ( use_host_store )
		host_broker_store = Cluster::create_store(host_store_name);
	else if ( enable_hosts_persistence )
		{
		local opened = open_memory(host_store_backend_type, host_store_backend_options, addr);

		if ( opened$code == Storage::SUCCESS )
			host_store_backend = opened$value;
		}
	}

# A host was found. In a cluster this runs at the proxy that it belongs to.
event host_learned(info: HostsInfo)
	{
	if ( info$host in hosts )
		return;

	if ( ! Cluster::is_enabled() || Cluster::local_node_type() == Cluster::PROXY )
		Log::write(Known::HOSTS_LOG, info);

	add hosts[info$host];
	}

# A host was found that may not have been found before.
event Known::host_found(info: HostsInfo)
	{
	local tell = function[info]() { Log::write(Known::HOSTS_LOG, info); };

	if ( use_host_store )
		remember_in_store(host_broker_store, info$host, host_store_expiry, host_store_timeout, tell);
	else if ( enable_hosts_persistence )
		remember(host_store_backend, info$host, host_store_expiry, host_store_timeout, tell);
	else if ( info$host !in hosts )
		{
		Cluster::publish_hrw(Cluster::proxy_pool, info$host, host_learned, info);
		event host_learned(info);
		}
	}

event connection_established(c: connection) &priority=5
	{
	local is_whole = c$orig$state == TCP_ESTABLISHED && c$resp$state == TCP_ESTABLISHED;

	if ( ! is_whole )
		return;

	for ( _, h in vector(c$id$orig_h, c$id$resp_h) )
		if ( addr_matches_host(h, host_tracking) )
			event Known::host_found(HostsInfo($ts=network_time(), $host=h));
	}
