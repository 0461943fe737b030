##! Whether this process is part of a cluster, and as what. A process by itself, as all are that no
##! cluster was configured for, answers that it is not.

@load ./types

module Cluster;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		ts: time;         ##< When it happened.
		node: string;     ##< Who says so.
		message: string;
	} &log;

	## Where messages to all processes of one kind, and to a single process, go.
	const logger_topic = "zeek/cluster/logger" &redef;
	const manager_topic = "zeek/cluster/manager" &redef;
	const proxy_topic = "zeek/cluster/proxy" &redef;
	const worker_topic = "zeek/cluster/worker" &redef;
	const node_topic_prefix = "zeek/cluster/node/" &redef;
	const nodeid_topic_prefix = "zeek/cluster/nodeid/" &redef;

	## The topics that reach everybody.
	const broadcast_topics = { logger_topic, manager_topic, proxy_topic, worker_topic };

	## Whether rows are spread over all processes that write logs.
	const enable_round_robin_logging = T &redef;

	## Whether the manager writes logs, too.
	const manager_is_logger = T &redef;

	## How long to wait before connecting once more.
	const retry_interval = 1sec &redef;

	## The processes of the cluster, by name.
	const nodes: table[string] of Node = {} &redef;

	## The name of this process; empty: it is not part of a cluster.
	const node = getenv("CLUSTER_NODE") &redef;

	## Asked before this process connects to another one, which `break` prevents.
	global connect_node_hook: hook(connectee: NamedNode);

	## Has clients connect by WebSocket. F: there is no such server here.
	global listen_websocket: function(options: WebSocketServerOptions): bool;

	## A client of a WebSocket server came, or went.
	global websocket_client_added: event(endpoint: EndpointInfo, subscriptions: string_vec);
	global websocket_client_lost: event(endpoint: EndpointInfo, code: count, reason: string);

	## What carries messages between processes has a trouble.
	global Cluster::Backend::error: event(tag: string, message: string);

	## Whether this process is part of a cluster.
	global is_enabled: function(): bool;

	## What this process is there for.
	global local_node_type: function(): NodeType;

	## Where this process tells its metrics; 0/unknown: nowhere.
	global local_node_metrics_port: function(): port;

	## How many processes of a kind there are.
	global get_node_count: function(node_type: NodeType): count;

	## How many processes of a kind were heard of.
	global get_active_node_count: function(node_type: NodeType): count;

	## The topic that reaches one process, by its name or by its identity.
	global node_topic: function(name: string): string &redef;
	global nodeid_topic: function(id: string): string &redef;

	## The process that has an identity; one of type NONE, without a name, if there is none.
	global nodeid_to_node: function(id: string): NamedNode;

	## Writes to the log.
	global log: function(msg: string);

	## A process introduces itself, is there, is gone.
	global hello: event(name: string, id: string);
	global node_up: event(name: string, id: string);
	global node_down: event(name: string, id: string);
}

global active_nodes: table[NodeType] of set[string] = table();

event zeek_init() &priority=5
	{
	Log::create_stream(Cluster::LOG, Log::Stream($columns=Info, $path="cluster", $policy=log_policy));
	}

function is_enabled(): bool
	{
	return node != "";
	}

function local_node_type(): NodeType
	{
	return is_enabled() && node in nodes ? nodes[node]$node_type : NONE;
	}

function local_node_metrics_port(): port
	{
	local has_port = is_enabled() && node in nodes && nodes[node]?$metrics_port;
	return has_port ? nodes[node]$metrics_port : 0/unknown;
	}

function listen_websocket(options: WebSocketServerOptions): bool
	{
	Reporter::error("Cluster::listen_websocket: this program has no server of WebSocket");
	return F;
	}

function get_node_count(node_type: NodeType): count
	{
	local found = 0;

	for ( _, peer in nodes )
		found += peer$node_type == node_type ? 1 : 0;

	return found;
	}

function get_active_node_count(node_type: NodeType): count
	{
	return node_type in active_nodes ? |active_nodes[node_type]| : 0;
	}

function node_topic(name: string): string
	{
	return cat(node_topic_prefix, name, "/");
	}

function nodeid_topic(id: string): string
	{
	return cat(nodeid_topic_prefix, id, "/");
	}

function nodeid_to_node(id: string): NamedNode
	{
	local answer = NamedNode($name="", $node=Node($node_type=NONE, $ip=0.0.0.0));

	for ( name, peer in nodes )
		if ( peer?$id && peer$id == id )
			{
			answer = NamedNode($name=name, $node=peer);
			break;
			}

	return answer;
	}

function log(msg: string)
	{
	Log::write(Cluster::LOG, Info($ts=network_time(), $node=node, $message=msg));
	}

event Cluster::node_up(name: string, id: string) &priority=10
	{
	if ( name !in nodes )
		return;

	local kind = nodes[name]$node_type;

	if ( kind !in active_nodes )
		active_nodes[kind] = set();

	add active_nodes[kind][id];
	}

event Cluster::node_down(name: string, id: string) &priority=10
	{
	for ( _, ids in active_nodes )
		delete ids[id];
	}
