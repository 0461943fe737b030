##! Changes options while the program runs, on all nodes of a cluster, and logs the changes to config.log.
##!
##! An option is a global declared with the keyword `option`. Scripts that must do something when one changes register a
##! function with :zeek:id:`Option::set_change_handler`.

@load base/frameworks/cluster

module Config;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log: one change of an option.
	type Info: record {
		## When it changed.
		ts: time &log;
		## The name of the option, with module.
		id: string &log;
		## What it was.
		old_value: string &log;
		## What it is now.
		new_value: string &log;
		## Where the change came from, if somebody said.
		location: string &optional &log;
	};

	## A row on its way to the log.
	global log_config: event(rec: Info);

	## Changes an option, in a cluster on every node. Functions that were registered for it run first; see
	## :zeek:id:`Option::set`, which changes the option of one node only.
	##
	## ID: The name of the option, with module.
	##
	## val: The new value.
	##
	## location: Where the change comes from, for the log and for those functions.
	##
	## Returns: F if there is no such option, the value is of another type, or a function refused it.
	global set_value: function(ID: string, val: any, location: string &default=""): bool;

	## A change on its way through a cluster.
	global cluster_set_option: event(ID: string, val: any, location: string);
}

# What came from a node that is just starting, or from the manager, is changed there and then.
event Config::cluster_set_option(ID: string, val: any, location: string)
	{
	Option::set(ID, val, location);
	}

@if ( Cluster::is_enabled() )

# What was changed since the start: a node that joins later has to hear of it.
type Change: record {
	location: string;
	val: any;
};
global changes: table[string] of Change;

# The manager tells all others; everybody else tells the manager.
function tell_others(ID: string, val: any, location: string)
	{
@if ( Cluster::local_node_type() == Cluster::MANAGER )
	changes[ID] = Change($val=val, $location=location);
	for ( everybody in Cluster::broadcast_topics )
		Cluster::publish(everybody, cluster_set_option, ID, val, location);
@else
	Cluster::publish(Cluster::manager_topic, Config::cluster_set_option, ID, val, location);
@endif
	}

@if ( Cluster::local_node_type() == Cluster::MANAGER )
event Config::cluster_set_option(ID: string, val: any, location: string) &priority=5
	{
	tell_others(ID, val, location);
	}

event Cluster::node_up(name: string, id: string) &priority=-10
	{
	if ( name !in Cluster::nodes )
		return;
	for ( option_id, change in changes )
		Cluster::publish(Cluster::node_topic(name), Config::cluster_set_option, option_id, change$val,
		                 change$location);
	}
@endif

function set_value(ID: string, val: any, location: string &default=""): bool
	{
	# The caller may go on changing a container that it gave away.
	local value = copy(val);
	if ( ! Option::set(ID, value, location) )
		return F;
	tell_others(ID, value, location);
	return T;
	}

@else

function set_value(ID: string, val: any, location: string &default=""): bool
	{
	return Option::set(ID, val, location);
	}

@endif

# Elements of a list apart by commas; whatever else as it prints.
function as_text(value: any): string
	{
	local kind = type_name(value);
	local elements: vector of any;

	if ( starts_with(kind, "vector of ") )
		elements = value;
	else if ( starts_with(kind, "set[") && "," !in kind )
		elements = Option::any_set_to_any_vec(value);
	else
		return kind == "string" ? value as string : cat(value);

	local parts: vector of string;
	for ( _, element in elements )
		parts += cat(element);
	return join_string_vec(parts, ",");
	}

# Runs last, when it is clear what the new value is.
function log_change(ID: string, new_value: any, location: string): any
	{
	# Who changes options for reasons of its own says so.
	local is_of_interest = location != "<skip-config-log>";

	if ( is_of_interest )
		{
		local row = Info($ts=network_time(), $id=ID, $old_value=as_text(lookup_ID(ID)), $new_value=as_text(new_value));
		if ( |location| > 0 )
			row$location = location;
		Log::write(LOG, row);
		}

	return new_value;
	}

event zeek_init() &priority=10
	{
	Log::create_stream(Config::LOG, Log::Stream($columns=Info, $ev=log_config, $path="config", $policy=log_policy));

	# One node writes the log.
	if ( Cluster::is_enabled() && Cluster::local_node_type() != Cluster::MANAGER )
		return;
	for ( name in global_options() )
		Option::set_change_handler(name, log_change, -100);
	}
