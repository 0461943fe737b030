##! A log of services, a row for each host, port, protocol and day.

@load base/utils/directions-and-hosts
@load base/frameworks/cluster

module Known;

export {
	redef enum Log::ID += { SERVICES_LOG };

	## The policy of the log.
	global log_policy_services: Log::PolicyHook;

	## A row of the log.
	type ServicesInfo: record {
		ts: time &log;                       ##< When it was seen.
		host: addr &log;
		port_num: port &log;
		port_proto: transport_proto &log;
		service: set[string] &log;           ##< Its protocols; an empty text if none is known.
	};

	## Whether services over UDP have to answer.
	option service_udp_requires_response = T;

	## Whose services are of interest.
	option service_tracking = LOCAL_HOSTS;

	## A service.
	type AddrPortServTriplet: record {
		host: addr;
		p: port;
		serv: string;
	};

	## The services that were logged.
	global services: table[addr, port] of set[string] &create_expire=1day;

	## A row goes to the log.
	global log_known_services: event(rec: ServicesInfo);
}

redef record connection += {
	# Nothing is left to do for it.
	known_services_done: bool &default=F;
};

event zeek_init() &priority=5
	{
	Log::create_stream(Known::SERVICES_LOG, Log::Stream($columns=ServicesInfo, $ev=log_known_services,
	                   $path="known_services", $policy=log_policy_services));
	}

# The protocols of a service that were not logged yet.
function news(info: ServicesInfo): set[string]
	{
	if ( [info$host, info$port_num] !in services )
		return info$service;

	return info$service - services[info$host, info$port_num];
	}

# In a cluster this runs where the service belongs to.
event known_service_add(info: ServicesInfo)
	{
	local found = news(info);

	if ( |found| == 0 )
		return;

	if ( [info$host, info$port_num] !in services )
		services[info$host, info$port_num] = set();

	local row = ServicesInfo($ts=info$ts, $host=info$host, $port_num=info$port_num, $port_proto=info$port_proto,
	                         $service=copy(found));

	for ( s in row$service )
		add services[info$host, info$port_num][s];

	if ( ! Cluster::is_enabled() || Cluster::local_node_type() == Cluster::PROXY )
		Log::write(Known::SERVICES_LOG, row);
	}

event service_info_commit(info: ServicesInfo)
	{
	if ( |news(info)| == 0 )
		return;

	Cluster::publish_hrw(Cluster::proxy_pool, cat(info$host, info$port_num), known_service_add, info);
	event known_service_add(info);
	}

# Whether somebody serves there.
function has_active_service(c: connection): bool
	{
	switch ( get_port_transport_proto(c$id$resp_p) )
		{
		case tcp:
			local state = c$resp$state;
			return state == TCP_ESTABLISHED || state == TCP_CLOSED || state == TCP_PARTIAL || /h/ in c$history;

		case udp:
			return ! service_udp_requires_response || c$resp$state == UDP_ACTIVE;
		}

	return F;
	}

function note_service(c: connection)
	{
	if ( ! addr_matches_host(c$id$resp_h, service_tracking) )
		return;

	# Ports for data of FTP are no service, nor are queries that nobody answered.
	if ( |c$service| == 1 && ("ftp-data" in c$service || ("DNS" in c$service && c$resp$size == 0)) )
		return;

	# It may still begin to answer; the end of the connection is looked at in any case.
	if ( ! has_active_service(c) )
		return;

	c$known_services_done = T;
	local info = ServicesInfo($ts=network_time(), $host=c$id$resp_h, $port_num=c$id$resp_p,
	                          $port_proto=get_port_transport_proto(c$id$resp_p), $service=set());

	# A protocol that was refuted has a minus in front.
	for ( s in c$service )
		if ( ! starts_with(s, "-") )
			add info$service[s];

	if ( |c$service| > 0 )
		{
		event service_info_commit(info);
		return;
		}

	# Another connection may tell which protocol it is.
	add info$service[""];
	schedule 5min { service_info_commit(info) };
	}

event analyzer_confirmation_info(atype: AllAnalyzers::Tag, info: AnalyzerConfirmationInfo) &priority=-5
	{
	if ( info?$c )
		note_service(info$c);
	}

event connection_state_remove(c: connection) &priority=-5
	{
	if ( ! c$known_services_done )
		note_service(c);
	}
