##! Rules for devices in the network: what they are to drop, to change, to redirect, to let pass. Plugins pass them on.

@load ./plugin
@load ./types

module NetControl;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	# ---- Rules for common cases. Each gives the rule's id; empty: there is no such rule.

	## Lets traffic of an address pass, or of a network.
	global whitelist_address: function(a: addr, t: interval, location: string &default=""): string;
	global whitelist_subnet: function(s: subnet, t: interval, location: string &default=""): string;

	## Sends a flow to another port of a device.
	global redirect_flow: function(f: flow_id, out_port: count, t: interval, location: string &default=""): string;

	## Lets a host speak with one server alone: its questions to *dns* go to *quarantine*, whose web server it may
	## reach; everything else is dropped.
	global quarantine_host: function(infected: addr, dns: addr, quarantine: addr, t: interval,
		location: string &default=""): vector of string;

	## Removes all rules.
	global clear: function();

	# ---- Rules of any kind

	## Adds a rule. Its id; empty: no plugin takes it, or it is there already.
	global add_rule: function(r: Rule): string;

	## Removes a rule wherever it is in place. F: there is none.
	global remove_rule: function(id: string, reason: string &default=""): bool;

	## Forgets a rule, which stays in place.
	global delete_rule: function(id: string, reason: string &default=""): bool;

	## The rules that hold for all of a network, or for an address.
	global find_rules_subnet: function(sn: subnet): vector of Rule;
	global find_rules_addr: function(ip: addr): vector of Rule;

	# ---- Plugins

	## Where plugins are activated: while this is handled.
	global init: event();

	## All of them are ready; rules can be added.
	global init_done: event();

	## Uses a plugin. Rules go to those with the highest priority that take them.
	global activate: function(p: PluginState, priority: int);

	## Called by a plugin that is ready.
	global plugin_activated: function(p: PluginState);

	# ---- What becomes of rules

	## A plugin put a rule in place; found it there; removed it; let it expire; failed.
	global rule_added: event(r: Rule, p: PluginState, msg: string &default="");
	global rule_exists: event(r: Rule, p: PluginState, msg: string &default="");
	global rule_removed: event(r: Rule, p: PluginState, msg: string &default="");
	global rule_timeout: event(r: Rule, i: FlowInfo, p: PluginState);
	global rule_error: event(r: Rule, p: PluginState, msg: string &default="");

	## A rule was taken on, and is over.
	global rule_new: event(r: Rule);
	global rule_destroyed: event(r: Rule);

	## Runs before a rule is added, and may change it; `break` drops it.
	global rule_policy: hook(r: Rule);

	## Runs once a plugin has a rule, and may change what is kept of it.
	global rule_added_policy: hook(r: Rule, p: PluginState, exists: bool, msg: string);

	# ---- The log

	type InfoCategory: enum {
		MESSAGE,
		ERROR,
		RULE,
	};

	type InfoState: enum {
		REQUESTED,  ##< A plugin was asked.
		SUCCEEDED,
		EXISTS,
		FAILED,
		REMOVED,
		TIMEOUT,
	};

	## A row of the log.
	type Info: record {
		ts: time &log;
		rule_id: string &log &optional;
		category: InfoCategory &log &optional;
		cmd: string &log &optional;          ##< What was asked for.
		state: InfoState &log &optional;
		action: string &log &optional;       ##< What the rule does.
		target: TargetType &log &optional;
		entity_type: string &log &optional;
		entity: string &log &optional;
		mod: string &log &optional;
		msg: string &log &optional;
		priority: int &log &optional;
		expire: interval &log &optional;
		location: string &log &optional;
		plugin: string &log &optional;
	};

	## Tells what is logged.
	global log_netcontrol: event(rec: Info);
}

redef record Rule += {
	_plugin_ids: set[count] &default=count_set();         ##< Plugins that took it on.
	_active_plugin_ids: set[count] &default=count_set();  ##< Those of them where it is in place.
	_no_expire_plugins: set[count] &default=count_set();  ##< Those that it stays at when its time is over.
	_added: bool &default=F;                              ##< Whether it is in place everywhere.
};

global plugins_active = F;
global zeek_init_done = F;
global rule_counter: count = 1;
global plugin_counter: count = 1;

# Highest priority first.
global plugins: vector of PluginState;
global plugin_ids: table[count] of PluginState;

global rules: table[string] of Rule;
global rules_by_subnets: table[subnet] of set[string];

# For each thing there is one rule of a type.
global rule_entities: table[Entity, RuleType] of Rule;

# A rule's time is over at a plugin that does not look after that.
global rule_expire: event(r: Rule, p: PluginState);

event zeek_init() &priority=5
	{
	Log::create_stream(NetControl::LOG, Log::Stream($columns=Info, $ev=log_netcontrol, $path="netcontrol",
	                                                $policy=log_policy));
	}

# ---- Logging

function flow_text(f: Flow): string
	{
	local text = fmt("%s/%s->%s/%s", f?$src_h ? cat(f$src_h) : "*", f?$src_p ? cat(port_to_count(f$src_p)) : "*",
	                 f?$dst_h ? cat(f$dst_h) : "*", f?$dst_p ? cat(port_to_count(f$dst_p)) : "*");

	if ( f?$src_m || f?$dst_m )
		text += fmt(" (%s->%s)", f?$src_m ? f$src_m : "*", f?$dst_m ? f$dst_m : "*");

	return text;
	}

function mod_text(m: FlowMod): string
	{
	local text = fmt("Src: %s/%s (%s) Dst: %s/%s (%s)",
	                 m?$src_h ? cat(m$src_h) : "_", m?$src_p ? cat(m$src_p) : "_", m?$src_m ? m$src_m : "_",
	                 m?$dst_h ? cat(m$dst_h) : "_", m?$dst_p ? cat(m$dst_p) : "_", m?$dst_m ? m$dst_m : "_");

	if ( m?$redirect_port )
		text += fmt(" -> %d", m$redirect_port);

	return text;
	}

function entity_to_info(info: Info, e: Entity)
	{
	info$entity_type = cat(e$ty);

	if ( e$ty == ADDRESS )
		info$entity = cat(e$ip);
	else if ( e$ty == CONNECTION )
		info$entity = fmt("%s/%d<->%s/%d", e$conn$orig_h, port_to_count(e$conn$orig_p), e$conn$resp_h,
		                  port_to_count(e$conn$resp_p));
	else if ( e$ty == FLOW )
		info$entity = flow_text(e$flow);
	else if ( e$ty == MAC )
		info$entity = e$mac;
	}

function rule_info(category: InfoCategory, r: Rule): Info
	{
	local info = Info($ts=network_time(), $category=category, $rule_id=r$id, $action=cat(r$ty), $target=r$target,
	                  $priority=r$priority);
	entity_to_info(info, r$entity);

	if ( r?$expire )
		info$expire = r$expire;

	if ( r?$location && r$location != "" )
		info$location = r$location;

	if ( r$ty == REDIRECT )
		info$mod = fmt("-> %d", r$out_port);
	else if ( r?$mod )
		info$mod = mod_text(r$mod);

	return info;
	}

function log_msg(msg: string, p: PluginState)
	{
	Log::write(LOG, Info($ts=network_time(), $category=MESSAGE, $msg=msg, $plugin=p$plugin$name(p)));
	}

function log_msg_no_plugin(msg: string)
	{
	Log::write(LOG, Info($ts=network_time(), $category=MESSAGE, $msg=msg));
	}

function log_rule(r: Rule, cmd: string, state: InfoState, p: PluginState, msg: string &default="")
	{
	local info = rule_info(RULE, r);
	info$cmd = cmd;
	info$state = state;
	info$plugin = p$plugin$name(p);

	if ( msg != "" )
		info$msg = msg;

	Log::write(LOG, info);
	}

function log_rule_error(r: Rule, msg: string, p: PluginState)
	{
	local info = rule_info(ERROR, r);
	info$msg = msg;
	info$plugin = p$plugin$name(p);
	Log::write(LOG, info);
	}

function log_rule_no_plugin(r: Rule, state: InfoState, msg: string)
	{
	local info = rule_info(RULE, r);
	info$state = state;
	info$msg = msg;
	Log::write(LOG, info);
	}

# ---- Rules for common cases

function whitelist_subnet(s: subnet, t: interval, location: string &default=""): string
	{
	return add_rule(Rule($ty=WHITELIST, $priority=whitelist_priority, $target=FORWARD,
	                     $entity=Entity($ty=ADDRESS, $ip=s), $expire=t, $location=location));
	}

function whitelist_address(a: addr, t: interval, location: string &default=""): string
	{
	return whitelist_subnet(addr_to_subnet(a), t, location);
	}

function redirect_flow(f: flow_id, out_port: count, t: interval, location: string &default=""): string
	{
	local flow = Flow($src_h=addr_to_subnet(f$src_h), $src_p=f$src_p, $dst_h=addr_to_subnet(f$dst_h), $dst_p=f$dst_p);
	return add_rule(Rule($ty=REDIRECT, $target=FORWARD, $entity=Entity($ty=FLOW, $flow=flow), $expire=t,
	                     $location=location, $out_port=out_port));
	}

function quarantine_host(infected: addr, dns: addr, quarantine: addr, t: interval, location: string &default=""): vector of string
	{
	local host = addr_to_subnet(infected);
	local server = addr_to_subnet(dns);
	local ids: vector of string = vector();

	ids += add_rule(Rule($ty=DROP, $target=FORWARD, $entity=Entity($ty=FLOW, $flow=Flow($src_h=host)), $expire=t,
	                     $location=location));
	ids += add_rule(Rule($ty=MODIFY, $target=FORWARD, $priority=whitelist_priority, $expire=t, $location=location,
	                     $entity=Entity($ty=FLOW, $flow=Flow($src_h=host, $dst_h=server, $dst_p=53/udp)),
	                     $mod=FlowMod($dst_h=quarantine)));
	ids += add_rule(Rule($ty=MODIFY, $target=FORWARD, $priority=whitelist_priority, $expire=t, $location=location,
	                     $entity=Entity($ty=FLOW, $flow=Flow($src_h=server, $src_p=53/udp, $dst_h=host)),
	                     $mod=FlowMod($src_h=dns)));
	ids += add_rule(Rule($ty=WHITELIST, $target=FORWARD, $priority=whitelist_priority, $expire=t, $location=location,
	                     $entity=Entity($ty=FLOW, $flow=Flow($src_h=host, $dst_h=addr_to_subnet(quarantine),
	                                                         $dst_p=80/tcp))));
	return ids;
	}

# ---- Plugins

# Once zeek_init and NetControl::init are over and every plugin is ready, rules can come.
function check_plugins()
	{
	if ( plugins_active || ! zeek_init_done )
		return;

	for ( _, p in plugins )
		if ( ! p$_activated )
			return;

	plugins_active = T;

	if ( |plugins| > 0 )
		log_msg_no_plugin("plugin initialization done");

	event NetControl::init_done();
	}

function plugin_activated(p: PluginState)
	{
	if ( ! p?$_id || p$_id !in plugin_ids )
		{
		Reporter::error("NetControl::plugin_activated: this plugin was never activated");
		return;
		}

	plugin_ids[p$_id]$_activated = T;
	log_msg("activation finished", p);
	check_plugins();
	}

event zeek_init() &priority=-5
	{
	event NetControl::init();
	}

event NetControl::init() &priority=-20
	{
	zeek_init_done = T;
	check_plugins();
	}

function activate_impl(p: PluginState, priority: int)
	{
	p$_priority = priority;
	p$_id = plugin_counter;
	++plugin_counter;
	plugins += p;
	plugin_ids[p$_id] = p;
	# The first one of equals stays the first.
	sort(plugins, function(a: PluginState, b: PluginState): int
		{
		if ( a$_priority != b$_priority )
			return a$_priority > b$_priority ? -1 : +1;

		return a$_id < b$_id ? -1 : +1;
		});
	log_msg(fmt("activating plugin with priority %d", priority), p);

	if ( p$plugin?$init )
		p$plugin$init(p);
	else
		plugin_activated(p);
	}

# ---- Which rules there are

# The networks that a rule is about.
function subnets_of(r: Rule): set[subnet]
	{
	local found: set[subnet];
	local e = r$entity;

	if ( e$ty == ADDRESS && e?$ip )
		add found[e$ip];
	else if ( e$ty == CONNECTION && e?$conn )
		{
		add found[addr_to_subnet(e$conn$orig_h)];
		add found[addr_to_subnet(e$conn$resp_h)];
		}
	else if ( e$ty == FLOW && e?$flow )
		{
		if ( e$flow?$src_h )
			add found[e$flow$src_h];

		if ( e$flow?$dst_h )
			add found[e$flow$dst_h];
		}

	return found;
	}

function remember_rule(r: Rule)
	{
	rules[r$id] = r;
	rule_entities[r$entity, r$ty] = r;

	for ( sn in subnets_of(r) )
		{
		if ( sn !in rules_by_subnets )
			rules_by_subnets[sn] = set();

		add rules_by_subnets[sn][r$id];
		}
	}

function rule_cleanup(r: Rule)
	{
	# Somebody else has it still.
	if ( |r$_active_plugin_ids| > 0 )
		return;

	for ( sn in subnets_of(r) )
		if ( sn in rules_by_subnets )
			{
			delete rules_by_subnets[sn][r$id];

			if ( |rules_by_subnets[sn]| == 0 )
				delete rules_by_subnets[sn];
			}

	delete rule_entities[r$entity, r$ty];
	delete rules[r$id];
	event NetControl::rule_destroyed(r);
	}

function find_rules_subnet(sn: subnet): vector of Rule
	{
	local found: vector of Rule = vector();
	local seen: set[string];

	for ( _, covering in matching_subnets(sn, rules_by_subnets) )
		for ( id in rules_by_subnets[covering] )
			if ( id in rules && id !in seen )
				{
				add seen[id];
				found += rules[id];
				}

	return found;
	}

function find_rules_addr(ip: addr): vector of Rule
	{
	return find_rules_subnet(addr_to_subnet(ip));
	}

# ---- Adding and removing

function add_rule_impl(rule: Rule): string
	{
	if ( ! plugins_active )
		{
		log_rule_no_plugin(rule, FAILED, "plugins not initialized yet");
		return "";
		}

	rule$cid = ++rule_counter;
	rule$id = cat(rule$cid);

	if ( ! hook NetControl::rule_policy(rule) )
		return "";

	if ( [rule$entity, rule$ty] in rule_entities )
		{
		log_rule_no_plugin(rule, FAILED, "discarded duplicate insertion");
		return "";
		}

	local accepted = F;
	local priority: int = +0;

	# Others of the same priority as the first that takes it get it, too.
	for ( _, p in plugins )
		{
		if ( accepted && p$_priority != priority )
			break;

		if ( ! p$plugin?$add_rule || ! p$plugin$add_rule(p, rule) )
			next;

		accepted = T;
		priority = p$_priority;
		log_rule(rule, "ADD", REQUESTED, p);
		add rule$_plugin_ids[p$_id];
		}

	if ( ! accepted )
		{
		log_rule_no_plugin(rule, FAILED, "not supported");
		return "";
		}

	remember_rule(rule);
	event NetControl::rule_new(rule);
	return rule$id;
	}

function delete_rule_impl(id: string, reason: string): bool
	{
	if ( id !in rules )
		{
		Reporter::error(fmt("Rule %s does not exist in NetControl::delete_rule", id));
		return F;
		}

	local r = rules[id];
	r$_active_plugin_ids = set();
	rule_cleanup(r);
	log_rule_no_plugin(r, REMOVED, reason == "" ? "delete_rule" : fmt("delete_rule: %s", reason));
	return T;
	}

function remove_rule_plugin(r: Rule, p: PluginState, reason: string &default=""): bool
	{
	if ( ! p$plugin?$remove_rule || ! p$plugin$remove_rule(p, r, reason) )
		{
		log_rule_error(r, "remove not supported", p);
		return F;
		}

	log_rule(r, "REMOVE", REQUESTED, p);
	return T;
	}

function remove_rule_impl(id: string, reason: string): bool
	{
	if ( id !in rules )
		{
		Reporter::error(fmt("Rule %s does not exist in NetControl::remove_rule", id));
		return F;
		}

	local r = rules[id];

	for ( plugin_id in r$_active_plugin_ids )
		if ( ! remove_rule_plugin(r, plugin_ids[plugin_id], reason) )
			return F;

	return T;
	}

function clear()
	{
	local ids: vector of string = vector();

	for ( id in rules )
		ids += id;

	for ( _, rule_id in ids )
		remove_rule(rule_id);
	}

# ---- What plugins tell

function rule_added_impl(r: Rule, p: PluginState, exists: bool, msg: string &default="")
	{
	if ( r$id !in rules )
		{
		log_rule_error(r, "Addition of unknown rule", p);
		return;
		}

	local rule = rules[r$id];
	add rule$_active_plugin_ids[p$_id];

	if ( |rule$_plugin_ids| == |rule$_active_plugin_ids| )
		rule$_added = T;

	log_rule(r, "ADD", exists ? EXISTS : SUCCEEDED, p, msg);

	# What was there before somebody else may need.
	if ( exists )
		add rule$_no_expire_plugins[p$_id];

	hook NetControl::rule_added_policy(rule, p, exists, msg);

	if ( rule?$expire && rule$expire > 0secs && ! p$plugin$can_expire && p$_id !in rule$_no_expire_plugins )
		schedule rule$expire { rule_expire(rule, p) };
	}

function rule_expire_impl(r: Rule, p: PluginState)
	{
	# Removed meanwhile.
	if ( r$id !in rules || p$_id !in rules[r$id]$_active_plugin_ids )
		return;

	if ( zeek_is_terminating() )
		return;

	event NetControl::rule_timeout(rules[r$id], FlowInfo(), p);
	}

function rule_removed_impl(r: Rule, p: PluginState, msg: string &default="")
	{
	if ( r$id !in rules )
		{
		log_rule_error(r, "Removal of non-existing rule", p);
		return;
		}

	local rule = rules[r$id];
	delete rule$_plugin_ids[p$_id];
	delete rule$_active_plugin_ids[p$_id];
	log_rule(rule, "REMOVE", SUCCEEDED, p, msg);
	rule_cleanup(rule);
	}

function rule_timeout_impl(r: Rule, i: FlowInfo, p: PluginState)
	{
	if ( r$id !in rules )
		{
		log_rule_error(r, "Timeout of non-existing rule", p);
		return;
		}

	local rule = rules[r$id];
	local told: vector of string = vector();

	if ( i?$duration )
		told += fmt("Duration: %s", i$duration);

	if ( i?$packet_count )
		told += fmt("Packet count: %d", i$packet_count);

	if ( i?$byte_count )
		told += fmt("Byte count: %d", i$byte_count);

	log_rule(rule, "EXPIRE", TIMEOUT, p, join_string_vec(told, " "));

	if ( ! p$plugin$can_expire )
		{
		# It is over, but still in place.
		remove_rule_plugin(rule, p);
		return;
		}

	delete rule$_plugin_ids[p$_id];
	delete rule$_active_plugin_ids[p$_id];
	rule_cleanup(rule);
	}

function rule_error_impl(r: Rule, p: PluginState, msg: string &default="")
	{
	if ( r$id !in rules )
		{
		log_rule_error(r, fmt("Error for non-existing rule: %s", msg), p);
		return;
		}

	local rule = rules[r$id];
	log_rule_error(rule, msg, p);
	delete rule$_plugin_ids[p$_id];
	delete rule$_active_plugin_ids[p$_id];

	# The last one that could have put it in place did not.
	if ( |rule$_plugin_ids| == 0 )
		rule_cleanup(rule);
	else if ( |rule$_plugin_ids| == |rule$_active_plugin_ids| )
		rule$_added = T;
	}

# What is declared above is defined there for a process by itself.
@load ./non-cluster
