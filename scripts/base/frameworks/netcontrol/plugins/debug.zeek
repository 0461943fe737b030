##! A plugin that prints what it is asked, for trying scripts out.

@load ../plugin
@load ../main

module NetControl;

export {
	## Takes every rule on, or none.
	global create_debug: function(do_something: bool, name: string &default=""): PluginState;

	## Says of every rule that it is in place already.
	global create_debug_exists: function(name: string): PluginState;

	## Fails with every rule.
	global create_debug_error: function(name: string): PluginState;
}

function takes_rules(p: PluginState): bool
	{
	return p$config["all"] == "1";
	}

function debug_name(p: PluginState): string
	{
	local by_default = takes_rules(p) ? "Debug-All" : "Debug-None";
	return "name" in p$config ? p$config["name"] : by_default;
	}

function say(p: PluginState, msg: string)
	{
	print fmt("netcontrol debug (%s): %s", debug_name(p), msg);
	}

function debug_init(p: PluginState)
	{
	say(p, "init");
	plugin_activated(p);
	}

function debug_done(p: PluginState)
	{
	say(p, "done");
	}

function debug_add_rule(p: PluginState, r: Rule): bool
	{
	say(p, fmt("add_rule: %s", r));

	if ( ! takes_rules(p) )
		return F;

	event NetControl::rule_added(r, p);
	return T;
	}

function debug_add_rule_exists(p: PluginState, r: Rule): bool
	{
	say(p, fmt("add_rule_exists: %s", r));

	if ( ! takes_rules(p) )
		return F;

	event NetControl::rule_exists(r, p);
	return T;
	}

function debug_add_rule_error(p: PluginState, r: Rule): bool
	{
	say(p, fmt("add_rule_error: %s", r));

	if ( ! takes_rules(p) )
		return F;

	event NetControl::rule_error(r, p, "debug error");
	return T;
	}

function debug_remove_rule(p: PluginState, r: Rule, reason: string): bool
	{
	say(p, fmt("remove_rule (%s): %s", reason, r));
	event NetControl::rule_removed(r, p);
	return T;
	}

# A plugin whose rules go to `adder`.
function debug_plugin_with(adder: function(state: PluginState, r: Rule): bool, name: string, takes: bool): PluginState
	{
	local p = PluginState($plugin=Plugin($name=debug_name, $can_expire=F, $init=debug_init, $done=debug_done,
	                                     $add_rule=adder, $remove_rule=debug_remove_rule));
	p$config["all"] = takes ? "1" : "0";

	if ( name != "" )
		p$config["name"] = name;

	return p;
	}

function create_debug(do_something: bool, name: string &default=""): PluginState
	{
	return debug_plugin_with(debug_add_rule, name, do_something);
	}

function create_debug_exists(name: string): PluginState
	{
	return debug_plugin_with(debug_add_rule_exists, name, T);
	}

function create_debug_error(name: string): PluginState
	{
	return debug_plugin_with(debug_add_rule_error, name, T);
	}
