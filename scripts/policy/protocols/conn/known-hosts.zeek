##! A log of hosts that complete TCP handshakes, a row for each host and day.

@load base/utils/directions-and-hosts
@load base/frameworks/cluster

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
	if ( info$host !in hosts )
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
