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

# In a cluster this runs where the host belongs to.
event known_host_add(info: HostsInfo)
	{
	if ( info$host in hosts )
		return;

	add hosts[info$host];

	if ( ! Cluster::is_enabled() || Cluster::local_node_type() == Cluster::PROXY )
		Log::write(Known::HOSTS_LOG, info);
	}

event Known::host_found(info: HostsInfo)
	{
	if ( info$host in hosts )
		return;

	Cluster::publish_hrw(Cluster::proxy_pool, info$host, known_host_add, info);
	event known_host_add(info);
	}

event connection_established(c: connection) &priority=5
	{
	if ( c$orig$state != TCP_ESTABLISHED || c$resp$state != TCP_ESTABLISHED )
		return;

	for ( _, host in vector(c$id$orig_h, c$id$resp_h) )
		if ( addr_matches_host(host, host_tracking) )
			event Known::host_found(HostsInfo($ts=network_time(), $host=host));
	}
