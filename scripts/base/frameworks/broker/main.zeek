##! Messages between processes through Broker. This program has no such connections: what is here is for scripts that also
##! work alone. Nothing is sent, nobody is there, and the answers say so.

module Broker;

export {
	## Where processes listen, and how often they try again.
	const default_port = 9999/tcp &redef;
	const default_listen_address = getenv("ZEEK_DEFAULT_LISTEN_ADDRESS") &redef;
	const default_listen_retry = 1sec &redef;
	const default_connect_retry = 1sec &redef;

	## Encryption.
	const disable_ssl = F &redef;
	const ssl_cafile = "" &redef;
	const ssl_capath = "" &redef;
	const ssl_certificate = "" &redef;
	const ssl_passphrase = "" &redef;
	const ssl_keyfile = "" &redef;

	## Queues and threads.
	const peer_counts_as_iosource = T &redef;
	const peer_buffer_size = 8192 &redef;
	const peer_overflow_policy = "drop_oldest" &redef;
	const buffer_stats_reset_interval = 1min &redef;
	const max_threads = 1 &redef;
	const scheduler_policy = "sharing" &redef;
	const moderate_sleep = 16msec &redef;
	const relaxed_sleep = 64msec &redef;
	const aggressive_polls = 5 &redef;
	const moderate_polls = 5 &redef;
	const aggressive_interval = 4 &redef;
	const moderate_interval = 2 &redef;
	const relaxed_interval = 1 &redef;

	## Whether messages of others are passed on.
	const forward_messages = F &redef;

	## Rows that are sent together, and how long they wait for each other.
	const log_batch_size = 400 &redef;
	const log_batch_interval = 1sec &redef;

	## Where rows go.
	const default_log_topic_prefix = "zeek/logs/" &redef;

	## What becomes of a row's topic.
	global default_log_topic: function(id: Log::ID, path: string): string;
	const log_topic: function(id: Log::ID, path: string): string = default_log_topic &redef;

	## How grave a message is.
	type LogSeverityLevel: enum {
		LOG_CRITICAL,
		LOG_ERROR,
		LOG_WARNING,
		LOG_INFO,
		LOG_VERBOSE,
		LOG_DEBUG,
	};

	## The messages that are logged, and shown.
	const log_severity_level = LOG_WARNING &redef;
	const log_stderr_severity_level = LOG_CRITICAL &redef;

	## What went wrong.
	type ErrorCode: enum {
		NO_ERROR = 0,
		UNSPECIFIED = 1,
		PEER_INCOMPATIBLE = 2,
		PEER_INVALID = 3,
		PEER_UNAVAILABLE = 4,
		PEER_DISCONNECT_DURING_HANDSHAKE = 5,
		PEER_TIMEOUT = 6,
		MASTER_EXISTS = 7,
		NO_SUCH_MASTER = 8,
		NO_SUCH_KEY = 9,
		REQUEST_TIMEOUT = 10,
		TYPE_CLASH = 11,
		INVALID_DATA = 12,
		BACKEND_FAILURE = 13,
		STALE_DATA = 14,
		CANNOT_OPEN_FILE = 15,
		CANNOT_WRITE_FILE = 16,
		INVALID_TOPIC_KEY = 17,
		END_OF_FILE = 18,
		INVALID_TAG = 19,
		INVALID_STATUS = 20,
		CAF_ERROR = 100,
	};

	## How far a connection is.
	type PeerStatus: enum {
		INITIALIZING,
		CONNECTING,
		CONNECTED,
		PEERED,
		DISCONNECTED,
		RECONNECTING,
	};

	## Where a process is.
	type NetworkInfo: record {
		address: string &log;
		bound_port: port &log;
	};

	## A process.
	type EndpointInfo: record {
		id: string;
		network: NetworkInfo &optional;
	};

	## A connection to another process.
	type PeerInfo: record {
		peer: EndpointInfo;
		status: PeerStatus;
		is_outbound: bool;
	};

	type PeerInfos: vector of PeerInfo;

	## A value on its way.
	type Data: record {
		data: opaque of Broker::Data &optional;
	};

	type DataVector: vector of Broker::Data;

	## An event on its way.
	type Event: record {
		name: string &optional;
		args: DataVector;
	};

	## An element of a table on its way.
	type TableItem: record {
		key: Broker::Data;
		val: Broker::Data;
	};

	## Listens for others. The port; 0/unknown: it does not.
	global listen: function(a: string &default=default_listen_address, p: port &default=default_port,
	                        retry: interval &default=default_listen_retry): port;

	## Connects to another process, and ends that.
	global peer: function(a: string, p: port &default=default_port, retry: interval &default=default_connect_retry): bool;
	global unpeer: function(a: string, p: port): bool;

	## Whether this process connected to that one, rather than the other way.
	global is_outbound_peering: function(a: string, p: port): bool;

	## The others there are, what waits for them, and who this is.
	global peers: function(): vector of PeerInfo;
	global peering_stats: function(): table[string] of BrokerPeeringStats;
	global node_id: function(): string;

	## Sends what is gathered of rows. How many messages that were.
	global flush_logs: function(): count;

	## Sends the value of a global.
	global publish_id: function(topic: string, id: string): bool;

	## Sends an event with its arguments to a topic. F: it cannot be sent.
	global publish: function(va_args: any): bool;

	## An event with its arguments, to be sent.
	global make_event: function(va_args: any): Broker::Event;

	## Asks for what is sent to topics of a prefix, and no longer.
	global subscribe: function(topic_prefix: string): bool;
	global unsubscribe: function(topic_prefix: string): bool;

	## Passes on what is sent to topics of a prefix.
	global forward: function(topic_prefix: string): bool;

	## Another process is there, is gone, was asked to go; something went wrong.
	global peer_added: event(endpoint: EndpointInfo, msg: string);
	global peer_removed: event(endpoint: EndpointInfo, msg: string);
	global peer_lost: event(endpoint: EndpointInfo, msg: string);
	global endpoint_discovered: event(endpoint: EndpointInfo, msg: string);
	global endpoint_unreachable: event(endpoint: EndpointInfo, msg: string);
	global status: event(endpoint: EndpointInfo, msg: string);
	global error: event(code: ErrorCode, msg: string);
	global internal_log_event: event(lvl: LogSeverityLevel, id: string, description: string);
}

function default_log_topic(id: Log::ID, path: string): string
	{
	return default_log_topic_prefix + cat(id);
	}

function listen(a: string, p: port, retry: interval): port
	{
	return 0/unknown;
	}

function peer(a: string, p: port, retry: interval): bool
	{
	return F;
	}

function unpeer(a: string, p: port): bool
	{
	return F;
	}

function is_outbound_peering(a: string, p: port): bool
	{
	return F;
	}

function peers(): vector of PeerInfo
	{
	return PeerInfos();
	}

function peering_stats(): table[string] of BrokerPeeringStats
	{
	return table();
	}

function node_id(): string
	{
	return "";
	}

function flush_logs(): count
	{
	return 0;
	}

function publish_id(topic: string, id: string): bool
	{
	return F;
	}

function subscribe(topic_prefix: string): bool
	{
	return F;
	}

function unsubscribe(topic_prefix: string): bool
	{
	return F;
	}

function forward(topic_prefix: string): bool
	{
	return F;
	}
