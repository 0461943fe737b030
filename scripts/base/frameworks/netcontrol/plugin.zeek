##! What stands between the framework and a kind of device.

@load ./types

module NetControl;

export {
	## One plugin at work. Plugins add fields of their own.
	type PluginState: record {
		config: table[string] of string &default=table();
		_id: count &optional;          ##< Which one it is.
		_priority: int &default=+0;    ##< Those with a higher one are asked first.
		_activated: bool &default=F;   ##< Whether it is ready.
	};

	## A kind of plugin. What it does not have it cannot do.
	##
	## A plugin that took a rule on, or its removal, raises :zeek:id:`NetControl::rule_added`,
	## :zeek:id:`NetControl::rule_exists`, :zeek:id:`NetControl::rule_removed` or :zeek:id:`NetControl::rule_error`
	## once it knows what came of it.
	type Plugin: record {
		## Its name, for logs.
		name: function(state: PluginState): string;

		## Whether it lets rules expire itself. Otherwise the framework removes them.
		can_expire: bool;

		## Called first. A plugin that has it calls :zeek:id:`NetControl::plugin_activated` when it is ready.
		init: function(state: PluginState) &optional;

		## Called last.
		done: function(state: PluginState) &optional;

		## Takes a rule on; F: it cannot.
		add_rule: function(state: PluginState, r: Rule): bool &optional;

		## Takes on the removal of a rule that it took on.
		remove_rule: function(state: PluginState, r: Rule, reason: string): bool &optional;
	};

	redef record PluginState += {
		## What kind it is.
		plugin: Plugin &optional;
	};
}
