##! A plugin whose rules are sent over Broker, to something that acts on them. It is ready once it is connected.

@load ../plugin
@load ../main
@load base/frameworks/broker

module NetControl;

export {
	## Where rules are sent, and which.
	type BrokerConfig: record {
		topic: string &optional;
		host: addr &optional;
		bport: port &optional;
		monitor: bool &default=T;  ##< Takes rules about what is shown to this program.
		forward: bool &default=T;  ##< Takes rules about what is let through.

		## Whether a rule is taken.
		check_pred: function(p: PluginState, r: Rule): bool &optional;
	};

	redef record PluginState += {
		broker_config: BrokerConfig &optional;
		broker_id: count &optional;  ##< Comes back with what is told of a rule.
	};

	## Makes such a plugin. `can_expire`: whether what acts on rules ends them in time.
	global create_broker: function(config: BrokerConfig, can_expire: bool): PluginState;

	## Sent there.
	global broker_add_rule: event(id: count, r: Rule);
	global broker_remove_rule: event(id: count, r: Rule, reason: string);

	## Sent back.
	global broker_rule_added: event(id: count, r: Rule, msg: string);
	global broker_rule_exists: event(id: count, r: Rule, msg: string);
	global broker_rule_removed: event(id: count, r: Rule, msg: string);
	global broker_rule_error: event(id: count, r: Rule, msg: string);
	global broker_rule_timeout: event(id: count, r: Rule, i: FlowInfo);
}

# By their numbers.
global broker_plugins: vector of PluginState;

function broker_name(p: PluginState): string
	{
	return fmt("Broker-%s", p$broker_config$topic);
	}

function broker_takes(p: PluginState, r: Rule): bool
	{
	local c = p$broker_config;

	if ( r$target == MONITOR ? ! c$monitor : ! c$forward )
		return F;

	return ! c?$check_pred || c$check_pred(p, r);
	}

function broker_add_rule_fun(p: PluginState, r: Rule): bool
	{
	if ( ! broker_takes(p, r) )
		return F;

	Broker::publish(p$broker_config$topic, broker_add_rule, p$broker_id, r);
	return T;
	}

function broker_remove_rule_fun(p: PluginState, r: Rule, reason: string): bool
	{
	if ( ! broker_takes(p, r) )
		return F;

	Broker::publish(p$broker_config$topic, broker_remove_rule, p$broker_id, r, reason);
	return T;
	}

function broker_init(p: PluginState)
	{
	Broker::subscribe(p$broker_config$topic);
	Broker::peer(cat(p$broker_config$host), p$broker_config$bport);
	}

event Broker::peer_added(endpoint: Broker::EndpointInfo, msg: string)
	{
	if ( ! endpoint?$network )
		return;

	for ( _, p in broker_plugins )
		{
		if ( cat(p$broker_config$host) == endpoint$network$address
		     && p$broker_config$bport == endpoint$network$bound_port )
			plugin_activated(p);
		}
	}

event NetControl::broker_rule_added(id: count, r: Rule, msg: string)
	{
	if ( id < |broker_plugins| )
		event NetControl::rule_added(r, broker_plugins[id], msg);
	}

event NetControl::broker_rule_exists(id: count, r: Rule, msg: string)
	{
	if ( id < |broker_plugins| )
		event NetControl::rule_exists(r, broker_plugins[id], msg);
	}

event NetControl::broker_rule_removed(id: count, r: Rule, msg: string)
	{
	if ( id < |broker_plugins| )
		event NetControl::rule_removed(r, broker_plugins[id], msg);
	}

event NetControl::broker_rule_error(id: count, r: Rule, msg: string)
	{
	if ( id < |broker_plugins| )
		event NetControl::rule_error(r, broker_plugins[id], msg);
	}

event NetControl::broker_rule_timeout(id: count, r: Rule, i: FlowInfo)
	{
	if ( id < |broker_plugins| )
		event NetControl::rule_timeout(r, i, broker_plugins[id]);
	}

function create_broker(config: BrokerConfig, can_expire: bool): PluginState
	{
	local p = PluginState($plugin=Plugin($name=broker_name, $can_expire=can_expire, $init=broker_init,
	                                     $add_rule=broker_add_rule_fun, $remove_rule=broker_remove_rule_fun),
	                      $broker_config=config, $broker_id=|broker_plugins|);

	broker_plugins += p;
	return p;
	}
