##! A plugin whose rules are sent over Broker to acld, which sets access lists of routers. It is ready once it is connected.

@load ../plugin
@load ../main
@load base/frameworks/broker

module NetControl;

export {
	## What acld is asked for.
	type AclRule: record {
		command: string;
		cookie: count;
		arg: string;
		comment: string &optional;
	};

	## Where rules are sent, and which.
	type AcldConfig: record {
		acld_topic: string;
		acld_host: addr;
		acld_port: port;
		monitor: bool &default=F;  ##< Takes rules about what is shown to this program.
		forward: bool &default=T;  ##< Takes rules about what is let through.

		## Whether a rule is taken.
		check_pred: function(p: PluginState, r: Rule): bool &optional;
	};

	redef record PluginState += {
		acld_config: AcldConfig &optional;
		acld_id: count &optional;  ##< Comes back with what is told of a rule.
	};

	## Makes such a plugin.
	global create_acld: function(config: AcldConfig): PluginState;

	## May change what acld is asked for; `break` keeps the plugin from taking the rule.
	global acld_rule_policy: hook(p: PluginState, r: Rule, ar: AclRule);

	## Sent there.
	global acld_add_rule: event(id: count, r: Rule, ar: AclRule);
	global acld_remove_rule: event(id: count, r: Rule, ar: AclRule);

	## Sent back.
	global acld_rule_added: event(id: count, r: Rule, msg: string);
	global acld_rule_exists: event(id: count, r: Rule, msg: string);
	global acld_rule_removed: event(id: count, r: Rule, msg: string);
	global acld_rule_error: event(id: count, r: Rule, msg: string);
}

# By their numbers.
global acld_plugins: vector of PluginState;

# Commands of acld, and those that take them back.
const acld_opposites: table[string] of string = {
	["drop"] = "restore",
	["whitelist"] = "remwhitelist",
	["blockhosthost"] = "restorehosthost",
	["droptcpport"] = "restoretcpport",
	["dropudpport"] = "restoreudpport",
	["droptcpdsthostport"] = "restoretcpdsthostport",
	["dropudpdsthostport"] = "restoreudpdsthostport",
};

function acld_name(p: PluginState): string
	{
	return fmt("Acld-%s", p$acld_config$acld_topic);
	}

function is_one_host(net: subnet): bool
	{
	return net == addr_to_subnet(subnet_to_addr(net));
	}

# The command for a rule about a flow, with its argument; none if acld has no such command.
function acld_flow_command(f: Flow): vector of string
	{
	if ( f?$src_m || f?$dst_m || f?$src_p )
		return vector();

	if ( f?$src_h && f?$dst_h && ! f?$dst_p && is_one_host(f$src_h) && is_one_host(f$dst_h) )
		return vector("blockhosthost", fmt("%s %s", subnet_to_addr(f$src_h), subnet_to_addr(f$dst_h)));

	if ( f?$src_h || ! f?$dst_p )
		return vector();

	local what = is_tcp_port(f$dst_p) ? "droptcp" : is_udp_port(f$dst_p) ? "dropudp" : "";

	if ( what == "" )
		return vector();

	if ( f?$dst_h && ! is_one_host(f$dst_h) )
		return vector();

	if ( f?$dst_h )
		return vector(what + "dsthostport", fmt("%s %d", subnet_to_addr(f$dst_h), port_to_count(f$dst_p)));

	return vector(what + "port", cat(port_to_count(f$dst_p)));
	}

function acld_command(r: Rule): vector of string
	{
	local e = r$entity;

	if ( e$ty == ADDRESS && ( r$ty == DROP || r$ty == WHITELIST ) )
		return vector(r$ty == DROP ? "drop" : "whitelist", cat(e$ip));

	if ( r$ty != DROP )
		return vector();

	if ( e$ty == FLOW )
		return acld_flow_command(e$flow);

	if ( e$ty == CONNECTION )
		return acld_flow_command(Flow($dst_h=addr_to_subnet(e$conn$resp_h), $dst_p=e$conn$resp_p));

	return vector();
	}

# What acld is asked for to put a rule in place or to take it back; nothing if the plugin does not take it.
function acld_rules(p: PluginState, r: Rule, takes_back: bool): vector of AclRule
	{
	local c = p$acld_config;
	local is_wanted = r$target == MONITOR ? c$monitor : c$forward;

	if ( ! is_wanted || ( c?$check_pred && ! c$check_pred(p, r) ) )
		return vector();

	local command = acld_command(r);

	if ( |command| == 0 )
		return vector();

	local ar = AclRule($command=takes_back ? acld_opposites[command[0]] : command[0], $cookie=r$cid, $arg=command[1]);

	if ( r?$location )
		ar$comment = r$location;

	return hook acld_rule_policy(p, r, ar) ? vector(ar) : vector();
	}

function acld_add_rule_fun(p: PluginState, r: Rule): bool
	{
	local asked = acld_rules(p, r, F);

	for ( _, ar in asked )
		Broker::publish(p$acld_config$acld_topic, acld_add_rule, p$acld_id, r, ar);

	return |asked| > 0;
	}

function acld_remove_rule_fun(p: PluginState, r: Rule, reason: string): bool
	{
	local asked = acld_rules(p, r, T);

	for ( _, ar in asked )
		{
		if ( |reason| > 0 )
			ar$comment = ar?$comment ? fmt("%s (%s)", reason, ar$comment) : reason;

		Broker::publish(p$acld_config$acld_topic, acld_remove_rule, p$acld_id, r, ar);
		}

	return |asked| > 0;
	}

function acld_init(p: PluginState)
	{
	Broker::subscribe(p$acld_config$acld_topic);
	Broker::peer(cat(p$acld_config$acld_host), p$acld_config$acld_port);
	}

event Broker::peer_added(endpoint: Broker::EndpointInfo, msg: string)
	{
	if ( ! endpoint?$network )
		return;

	for ( _, p in acld_plugins )
		{
		if ( cat(p$acld_config$acld_host) == endpoint$network$address
		     && p$acld_config$acld_port == endpoint$network$bound_port )
			plugin_activated(p);
		}
	}

event NetControl::acld_rule_added(id: count, r: Rule, msg: string)
	{
	if ( id < |acld_plugins| )
		event NetControl::rule_added(r, acld_plugins[id], msg);
	}

event NetControl::acld_rule_exists(id: count, r: Rule, msg: string)
	{
	if ( id < |acld_plugins| )
		event NetControl::rule_exists(r, acld_plugins[id], msg);
	}

event NetControl::acld_rule_removed(id: count, r: Rule, msg: string)
	{
	if ( id < |acld_plugins| )
		event NetControl::rule_removed(r, acld_plugins[id], msg);
	}

event NetControl::acld_rule_error(id: count, r: Rule, msg: string)
	{
	if ( id < |acld_plugins| )
		event NetControl::rule_error(r, acld_plugins[id], msg);
	}

function create_acld(config: AcldConfig): PluginState
	{
	local p = PluginState($plugin=Plugin($name=acld_name, $can_expire=F, $init=acld_init,
	                                     $add_rule=acld_add_rule_fun, $remove_rule=acld_remove_rule_fun),
	                      $acld_config=config, $acld_id=|acld_plugins|);

	acld_plugins += p;
	return p;
	}
