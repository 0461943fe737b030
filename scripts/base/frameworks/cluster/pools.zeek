##! Pools: processes of a cluster that share a task. Without a cluster they are empty.

@load ./main
@load base/utils/hash_hrw

module Cluster;

export {
	## A process in a pool.
	type PoolNode: record {
		name: string;
		alias: string;              ##< What it is hashed by.
		site_id: count;             ##< Its number in the pool.
		alive: bool &default=F;
		topic: string;
	};

	## What a pool is to consist of.
	type PoolSpec: record {
		topic: string;
		node_type: Cluster::NodeType;
		max_nodes: count &optional;
		exclusive: bool &default=F;   ##< Its processes are in no other pool.
	};

	type PoolNodeTable: table[string] of PoolNode;
	type RoundRobinTable: table[string] of int;
}

redef record Pool += {
	spec: PoolSpec &optional;
	nodes: PoolNodeTable &default=PoolNodeTable();
	node_list: vector of PoolNode &default=vector();
	hrw_pool: HashHRW::Pool &default=HashHRW::Pool();
	rr_key_seq: RoundRobinTable &default=RoundRobinTable();
	alive_count: count &default=0;
};

export {
	## The pools that are always there: what they consist of, and the pools.
	global proxy_pool_spec: PoolSpec = PoolSpec($topic="zeek/cluster/pool/proxy", $node_type=Cluster::PROXY) &redef;
	global worker_pool_spec: PoolSpec = PoolSpec($topic="zeek/cluster/pool/worker", $node_type=Cluster::WORKER) &redef;
	global logger_pool_spec: PoolSpec = PoolSpec($topic="zeek/cluster/pool/logger", $node_type=Cluster::LOGGER) &redef;
	global proxy_pool: Pool;
	global worker_pool: Pool;
	global logger_pool: Pool;

	## Adds a pool.
	global register_pool: function(spec: PoolSpec): Pool;

	## The topic of the process that a key belongs to; empty if the pool is.
	global hrw_topic: function(pool: Pool, key: any): string;

	## The topic of the process whose turn it is, turns being counted for each key; empty if the pool is.
	global rr_topic: function(pool: Pool, key: string &default=""): string;

	## Where rows of a log go.
	global rr_log_topic: function(id: Log::ID, path: string): string;
}

function register_pool(spec: PoolSpec): Pool
	{
	return Pool($spec=spec);
	}

function hrw_topic(pool: Pool, key: any): string
	{
	local choices = pool$hrw_pool;

	if ( |choices$sites| == 0 )
		return "";

	local chosen = HashHRW::get_site(choices, key)$user_data as PoolNode;
	return chosen$topic;
	}

function rr_topic(pool: Pool, key: string &default=""): string
	{
	local candidates = pool$node_list;
	local turns = pool$rr_key_seq;
	local turn: int = key in turns ? turns[key] : +0;

	for ( i in candidates )
		{
		local candidate = candidates[turn];
		turn = (turn + 1) % |candidates|;

		if ( candidate$alive )
			{
			turns[key] = turn;
			return candidate$topic;
			}
		}

	return "";
	}

function rr_log_topic(id: Log::ID, path: string): string
	{
	local topic = rr_topic(logger_pool, "Cluster::rr_log_topic");
	return topic == "" ? fmt("zeek/logs/%s", id) : topic;
	}

event zeek_init()
	{
	logger_pool = register_pool(logger_pool_spec);
	proxy_pool = register_pool(proxy_pool_spec);
	worker_pool = register_pool(worker_pool_spec);
	}
