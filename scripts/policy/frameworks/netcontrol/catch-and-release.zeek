##! Drops traffic of addresses for a short while, watches them afterwards, and drops them for longer if they come back.

@load base/frameworks/netcontrol

module NetControl;

export {
	redef enum Log::ID += { CATCH_RELEASE };

	global log_policy_catch_release: Log::PolicyHook;

	## What is known of an address.
	type BlockInfo: record {
		block_until: time &optional;        ##< Until when it is dropped.
		watch_until: time;                  ##< Until when it is watched.
		num_reblocked: count &default=0;    ##< How often it came back.
		current_interval: count;            ##< Its place in :zeek:id:`NetControl::catch_release_intervals`.
		current_block_id: string;           ##< The rule.
		location: string &optional;
	};

	## What is logged.
	type CatchReleaseActions: enum {
		INFO,            ##< Nothing was done.
		ADDED,           ##< Somebody else drops it: it is watched.
		DROP_REQUESTED,
		DROPPED,
		UNBLOCK,         ##< It is dropped no longer.
		FORGOTTEN,       ##< It did not come back.
		SEEN_AGAIN,      ##< It came back, and is dropped again.
	};

	## A row of the log.
	type CatchReleaseInfo: record {
		ts: time &log;
		rule_id: string &log &optional;
		ip: addr &log;
		action: CatchReleaseActions &log;
		block_interval: interval &log &optional;
		watch_interval: interval &log &optional;
		blocked_until: time &log &optional;
		watched_until: time &log &optional;
		num_blocked: count &log &optional;
		location: string &log &optional;
		message: string &log &optional;
		plugin: string &log &optional;
	};

	## Drops an address that way.
	global drop_address_catch_release: function(a: addr, location: string &default=""): BlockInfo;

	## Ends that. F: it is not known.
	global unblock_address_catch_release: function(a: addr, reason: string &default=""): bool;

	## Tells that an address was seen. If it is watched, it is dropped again.
	global catch_release_seen: function(a: addr);

	## What is known of an address. The time `watch_until` is zero if nothing is.
	global get_catch_release_info: function(a: addr): BlockInfo;

	## An address did not come back while it was watched.
	global catch_release_forgotten: event(a: addr, bi: BlockInfo);

	## What processes of a cluster tell each other about addresses. A process alone raises none of these.
	global catch_release_add: event(a: addr, location: string);
	global catch_release_delete: event(a: addr, reason: string);
	global catch_release_encountered: event(a: addr);
	global catch_release_block_new: event(a: addr, b: BlockInfo);
	global catch_release_block_delete: event(a: addr);

	## Whether originators of connections count as seen.
	const watch_connections = T &redef;

	## Whether to warn of addresses that are seen while they are dropped.
	option catch_release_warn_blocked_ip_encountered = F;

	## How long an address is dropped, for the first time, the second and so on. It is watched as long as it would be
	## dropped the next time.
	const catch_release_intervals: vector of interval = vector(10min, 1hr, 24hrs, 7days) &redef;

	## Tells what is logged.
	global log_netcontrol_catch_release: event(rec: CatchReleaseInfo);
}

# An address stays as long as it is watched.
function still_watched(t: table[addr] of BlockInfo, a: addr): interval
	{
	local bi = t[a];
	local left = bi$watch_until - network_time();

	if ( left > 0secs )
		return left;

	event NetControl::catch_release_forgotten(a, bi);
	return 0secs;
	}

global blocks: table[addr] of BlockInfo = {} &create_expire=0secs &expire_func=still_watched;

function last_interval(): count
	{
	return |catch_release_intervals| - 1;
	}

# How long it is dropped at a place of the list; behind its end as at its end.
function interval_at(i: count): interval
	{
	return catch_release_intervals[i < last_interval() ? i : last_interval()];
	}

function log_catch_release(a: addr, bi: BlockInfo, action: CatchReleaseActions, message: string &default="",
	plugin: string &default="")
	{
	local row = CatchReleaseInfo($ts=network_time(), $ip=a, $action=action, $rule_id=bi$current_block_id,
	                             $block_interval=interval_at(bi$current_interval),
	                             $watch_interval=interval_at(bi$current_interval + 1),
	                             $watched_until=bi$watch_until, $num_blocked=bi$num_reblocked + 1);

	if ( bi?$block_until )
		row$blocked_until = bi$block_until;

	if ( bi?$location && bi$location != "" )
		row$location = bi$location;

	if ( message != "" )
		row$message = message;

	if ( plugin != "" )
		row$plugin = plugin;

	Log::write(CATCH_RELEASE, row);
	}

event zeek_init() &priority=5
	{
	Log::create_stream(NetControl::CATCH_RELEASE, Log::Stream($columns=CatchReleaseInfo,
		$ev=log_netcontrol_catch_release, $path="netcontrol_catch_release", $policy=log_policy_catch_release));
	}

# The rule that drops an address, whoever made it; an empty id if there is none.
function dropping_rule(a: addr): string
	{
	local e = Entity($ty=ADDRESS, $ip=addr_to_subnet(a));
	return [e, DROP] in rule_entities ? rule_entities[e, DROP]$id : "";
	}

function nothing_known(): BlockInfo
	{
	return BlockInfo($watch_until=double_to_time(0.0), $current_interval=0, $current_block_id="");
	}

function get_catch_release_info(a: addr): BlockInfo
	{
	return a in blocks ? blocks[a] : nothing_known();
	}

# Takes note of a new address.
function watch(a: addr, bi: BlockInfo, location: string)
	{
	if ( location != "" )
		bi$location = location;

	blocks[a] = bi;
	}

function drop_address_catch_release(a: addr, location: string &default=""): BlockInfo
	{
	if ( a in blocks )
		{
		log_catch_release(a, blocks[a], INFO, "Already blocked using catch-and-release - ignoring duplicate");
		return blocks[a];
		}

	local now = network_time();
	local others = dropping_rule(a);

	if ( others != "" )
		{
		watch(a, BlockInfo($watch_until=now + interval_at(1), $current_interval=0, $current_block_id=others), location);
		log_catch_release(a, blocks[a], ADDED,
			cat("Address already blocked outside of catch-and-release. Catch and release will monitor ",
			    "and only actively block if it appears in network traffic."));
		return blocks[a];
		}

	local id = drop_address(a, interval_at(0), location);

	if ( id == "" )
		{
		Reporter::error(fmt("Catch and release could not add block for %s; failing.", a));
		return nothing_known();
		}

	watch(a, BlockInfo($watch_until=now + interval_at(1), $block_until=now + interval_at(0), $current_interval=0,
	                   $current_block_id=id), location);
	log_catch_release(a, blocks[a], DROP_REQUESTED);
	return blocks[a];
	}

function unblock_address_catch_release(a: addr, reason: string &default=""): bool
	{
	local is_watched = a in blocks;

	if ( is_watched )
		{
		local known = blocks[a];
		delete blocks[a];

		# Its own rule is in place still.
		if ( known$current_block_id in rules && known?$block_until )
			remove_rule(known$current_block_id, reason);

		log_catch_release(a, known, UNBLOCK, reason);
		}

	return is_watched;
	}

function catch_release_seen(a: addr)
	{
	if ( a !in blocks )
		return;

	local bi = blocks[a];

	if ( dropping_rule(a) != "" )
		{
		if ( catch_release_warn_blocked_ip_encountered )
			log_catch_release(a, bi, INFO, "Traffic seen while the address should be dropped");

		return;
		}

	local now = network_time();

	if ( bi$current_interval < last_interval() )
		++bi$current_interval;

	++bi$num_reblocked;
	bi$block_until = now + interval_at(bi$current_interval);
	bi$watch_until = now + interval_at(bi$current_interval + 1);
	bi$current_block_id = drop_address(a, interval_at(bi$current_interval),
	                                   fmt("Re-drop by catch-and-release: %s", bi?$location ? bi$location : ""));
	log_catch_release(a, bi, SEEN_AGAIN);
	}

event catch_release_forgotten(a: addr, bi: BlockInfo) &priority=5
	{
	log_catch_release(a, bi, FORGOTTEN);
	}

# ---- What becomes of the rules

function is_own_rule(r: Rule): bool
	{
	if ( r$ty != DROP || r$entity$ty != ADDRESS )
		return F;

	local a = subnet_to_addr(r$entity$ip);
	return a in blocks && blocks[a]$current_block_id == r$id;
	}

function note(r: Rule, action: CatchReleaseActions, p: PluginState, message: string &default="")
	{
	local a = subnet_to_addr(r$entity$ip);
	log_catch_release(a, blocks[a], action, message, p$plugin$name(p));
	}

event NetControl::rule_added(r: Rule, p: PluginState, msg: string)
	{
	if ( is_own_rule(r) )
		note(r, DROPPED, p);
	}

event NetControl::rule_exists(r: Rule, p: PluginState, msg: string)
	{
	if ( is_own_rule(r) )
		note(r, INFO, p, "Existing rule encountered while inserting rule");
	}

event NetControl::rule_error(r: Rule, p: PluginState, msg: string)
	{
	if ( is_own_rule(r) )
		note(r, INFO, p, fmt("Error occurred during rule operation: %s", msg));
	}

event NetControl::rule_timeout(r: Rule, i: FlowInfo, p: PluginState)
	{
	if ( is_own_rule(r) )
		note(r, UNBLOCK, p);
	}

# ---- Who is seen

@if ( watch_connections )

event new_connection(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

event connection_established(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

event partial_connection(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

event connection_attempt(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

event connection_rejected(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

event connection_reset(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

event connection_pending(c: connection)
	{
	catch_release_seen(c$id$orig_h);
	}

@endif
