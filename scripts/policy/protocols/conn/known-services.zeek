##! A log of services, a row for each host, port, protocol and day.

@load base/utils/directions-and-hosts
@load base/frameworks/cluster
@load ./known-store

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


	## Whether a data store remembers them, not a set.
	const use_service_store = F &redef;

	## Whether a database remembers them, so that the next run does not tell them again.
	const enable_services_persistence = F &redef;

	## The name of the data store.
	const service_store_name = "zeek/known/services" &redef;

	## The data store.
	global service_broker_store: Cluster::StoreInfo;

	## The kind of the database.
	const service_store_backend_type: Storage::Backend = Storage::STORAGE_BACKEND_SQLITE &redef;

	## The name of the table in the database.
	const service_store_prefix = "zeekknownservices" &redef;

	## How the database is opened. It is `known/services.sqlite` in :zeek:id:`Cluster::default_store_dir`.
	const service_store_backend_options = Storage::BackendOptions(
	    $sqlite=[$database_path=path_of_memory("services"), $table_name=service_store_prefix]) &redef;

	## The database.
	global service_store_backend: opaque of Storage::BackendHandle;

	## How long data store and database remember.
	const service_store_expiry = 1day &redef;

	## How long to wait for data store and database.
	option service_store_timeout = 15secs;

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

event zeek_init()
	{
	if ( use_service_store )
		service_broker_store = Cluster::create_store(service_store_name);
	else if ( enable_services_persistence )
		{
		local opened = open_memory(service_store_backend_type, service_store_backend_options, AddrPortServTriplet);

		if ( opened$code == Storage::SUCCESS )
			service_store_backend = opened$value;
		}
	}

function is_new(info: ServicesInfo): bool
	{
	if ( [info$host, info$port_num] !in services )
		return |info$service| > 0;

	return |info$service - services[info$host, info$port_num]| > 0;
	}

# A service was found. In a cluster this runs at the proxy that it belongs to.
event service_learned(info: ServicesInfo)
	{
	if ( ! is_new(info) )
		return;

	if ( [info$host, info$port_num] !in services )
		services[info$host, info$port_num] = set();

	local known = services[info$host, info$port_num];
	local news = info$service - known;

	for ( name in news )
		add known[name];

	if ( ! Cluster::is_enabled() || Cluster::local_node_type() == Cluster::PROXY )
		Log::write(Known::SERVICES_LOG, ServicesInfo($ts=info$ts, $host=info$host, $port_num=info$port_num,
		    $port_proto=info$port_proto, $service=news));
	}

# Each protocol of a service is remembered for itself.
function remember_service(info: ServicesInfo, name: string)
	{
	local key = AddrPortServTriplet($host=info$host, $p=info$port_num, $serv=name);
	local row = ServicesInfo($ts=info$ts, $host=info$host, $port_num=info$port_num, $port_proto=info$port_proto,
	    $service=set(name));
	local tell = function[row]() { Log::write(Known::SERVICES_LOG, row); };

	if ( use_service_store )
		remember_in_store(service_broker_store, key, service_store_expiry, service_store_timeout, tell);
	else
		remember(service_store_backend, key, service_store_expiry, service_store_timeout, tell);
	}

# A service was found that may not have been found before.
event service_seen(info: ServicesInfo)
	{
	if ( use_service_store || enable_services_persistence )
		{
		for ( name in info$service )
			remember_service(info, name);

		return;
		}

	if ( ! is_new(info) )
		return;

	Cluster::publish_hrw(Cluster::proxy_pool, cat(info$host, info$port_num), service_learned, info);
	event service_learned(info);
	}

# Whether somebody serves there.
function is_served(c: connection): bool
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

# Ports for data of FTP are no service, nor are queries that nobody answered.
function is_by_the_way(c: connection): bool
	{
	return |c$service| == 1 && ("ftp-data" in c$service || (c$resp$size == 0 && "DNS" in c$service));
	}

function note_service(c: connection)
	{
	# It may still begin to answer; the end of the connection is looked at in any case.
	if ( is_by_the_way(c) || ! addr_matches_host(c$id$resp_h, service_tracking) || ! is_served(c) )
		return;

	local found = ServicesInfo($ts=network_time(), $host=c$id$resp_h, $port_num=c$id$resp_p,
	    $port_proto=get_port_transport_proto(c$id$resp_p), $service=set());

	c$known_services_done = T;

	if ( |c$service| == 0 )
		{
		# Another connection may tell which protocol it is.
		found$service = set("");
		schedule 5min { service_seen(found) };
		return;
		}

	# A protocol that was refuted has a minus in front.
	for ( name in c$service )
		if ( ! starts_with(name, "-") )
			add found$service[name];

	event service_seen(found);
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
