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

# Whether NetControl::init is over, and whether all plugins that were activated by then are ready.
global init_is_over = F;
global is_ready = F;

# Numbers of rules and plugins count up from these.
global last_rule: count = 1;
global last_plugin: count = 0;

# Highest priority first, and by number.
global plugins: vector of PluginState;
global plugins_by_number: table[count] of PluginState;

# For each thing there is one rule of a type.
global rules: table[string] of Rule;
global rules_by_subnets: table[subnet] of set[string];
global rule_entities: table[Entity, RuleType] of Rule;

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

function entity_text(e: Entity): string
	{
	switch ( e$ty )
		{
		case ADDRESS:
			return cat(e$ip);

		case CONNECTION:
			local c = e$conn;
			return fmt("%s/%d<->%s/%d", c$orig_h, port_to_count(c$orig_p), c$resp_h, port_to_count(c$resp_p));

		case FLOW:
			return flow_text(e$flow);

		default:
			return e$mac;
		}
	}

# A row about a rule; what is not known of it yet is for the caller to fill.
function row_about(category: InfoCategory, r: Rule): Info
	{
	local e = r$entity;
	local row = Info($ts=network_time(), $category=category, $rule_id=r$id, $action=cat(r$ty), $target=r$target,
	                 $entity_type=cat(e$ty), $entity=entity_text(e), $priority=r$priority);

	if ( r?$location && |r$location| > 0 )
		row$location = r$location;
	if ( r?$expire )
		row$expire = r$expire;

	switch ( r$ty )
		{
		case REDIRECT:
			row$mod = cat("-> ", r$out_port);
			break;

		default:
			if ( r?$mod )
				row$mod = mod_text(r$mod);
			break;
		}

	return row;
	}

# Logs a row, with the plugin that it is about.
function write_for(p: PluginState, row: Info)
	{
	row$plugin = p$plugin$name(p);
	Log::write(LOG, row);
	}

# What became of something that a plugin was asked for.
function tell(r: Rule, p: PluginState, cmd: string, state: InfoState, msg: string &default="")
	{
	local row = row_about(RULE, r);
	row$state = state;
	row$cmd = cmd;

	if ( |msg| > 0 )
		row$msg = msg;

	write_for(p, row);
	}

function tell_error(r: Rule, p: PluginState, msg: string)
	{
	local row = row_about(ERROR, r);
	row$msg = msg;
	write_for(p, row);
	}

# What the framework did by itself.
function tell_own(r: Rule, state: InfoState, msg: string)
	{
	local row = row_about(RULE, r);
	row$msg = msg;
	row$state = state;
	Log::write(LOG, row);
	}

function message(text: string): Info
	{
	return Info($ts=network_time(), $category=MESSAGE, $msg=text);
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

# Once NetControl::init is over and every plugin is ready, rules can come.
function become_ready()
	{
	if ( is_ready || ! init_is_over )
		return;

	for ( _, p in plugins )
		if ( ! p$_activated )
			return;

	is_ready = T;

	if ( |plugins| > 0 )
		Log::write(LOG, message("plugin initialization done"));

	event init_done();
	}

function plugin_activated(p: PluginState)
	{
	if ( ! p?$_id || p$_id !in plugins_by_number )
		{
		Reporter::error("NetControl::plugin_activated: this plugin was never activated");
		return;
		}

	plugins_by_number[p$_id]$_activated = T;
	write_for(p, message("activation finished"));
	become_ready();
	}

event zeek_init() &priority=-5
	{
	event init();
	}

event NetControl::init() &priority=-20
	{
	init_is_over = T;
	become_ready();
	}

# Puts a plugin behind those of the same priority.
function line_up(p: PluginState)
	{
	local line: vector of PluginState = vector();
	local behind: vector of PluginState = vector();

	for ( _, other in plugins )
		if ( other$_priority >= p$_priority )
			line += other;
		else
			behind += other;

	line += p;
	line += behind;
	plugins = line;
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
		local flow = e$flow;

		if ( flow?$src_h )
			add found[flow$src_h];

		if ( flow?$dst_h )
			add found[flow$dst_h];
		}

	return found;
	}

function take_on(r: Rule)
	{
	for ( net in subnets_of(r) )
		if ( net in rules_by_subnets )
			add rules_by_subnets[net][r$id];
		else
			rules_by_subnets[net] = set(r$id);

	rule_entities[r$entity, r$ty] = r;
	rules[r$id] = r;
	}

# Forgets a rule, unless it is in place somewhere.
function forget(r: Rule)
	{
	if ( |r$_active_plugin_ids| != 0 )
		return;

	delete rules[r$id];
	delete rule_entities[r$entity, r$ty];

	for ( net in subnets_of(r) )
		{
		if ( net !in rules_by_subnets )
			next;

		delete rules_by_subnets[net][r$id];

		if ( |rules_by_subnets[net]| == 0 )
			delete rules_by_subnets[net];
		}

	event rule_destroyed(r);
	}

# A plugin has nothing to do with a rule any more.
function part(r: Rule, p: PluginState)
	{
	delete r$_active_plugin_ids[p$_id];
	delete r$_plugin_ids[p$_id];
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

function clear()
	{
	local ids: set[string];

	for ( id, _ in rules )
		add ids[id];

	for ( rule_id in ids )
		remove_rule(rule_id);
	}

# What is declared above is defined there for a process by itself.
@load ./non-cluster
