##! Hooks that run when one particular connection is removed.
##!
##! A handler of :zeek:id:`connection_state_remove` runs for every connection, whether it has anything
##! to do there or not. A removal hook runs only for the connections it was registered for; in a world
##! without such handlers, all other connections end without any event at all.

module Conn;

export {
	## What runs at the removal of a connection. A `break` ends the bodies of that hook; other hooks
	## of the connection still run.
	##
	## c: The connection that is being removed.
	type RemovalHook: hook(c: connection);

	## Asks for a hook to run when a connection is removed. Hooks run once each, in the order they
	## were registered, also those that are registered by a hook meanwhile.
	##
	## c: The connection.
	## hk: The hook.
	## Returns: F if that hook was registered for the connection before.
	global register_removal_hook: function(c: connection, hk: RemovalHook): bool;

	## Takes back what :zeek:id:`Conn::register_removal_hook` asked for.
	##
	## c: The connection.
	## hk: The hook.
	## Returns: F if that hook was not registered for the connection.
	global unregister_removal_hook: function(c: connection, hk: RemovalHook): bool;
}

redef record connection += {
	## The hooks of this connection.
	removal_hooks: set[RemovalHook] &optional;
};

function register_removal_hook(c: connection, hk: RemovalHook): bool
	{
	if ( ! c?$removal_hooks )
		c$removal_hooks = set();
	else if ( hk in c$removal_hooks )
		return F;

	add c$removal_hooks[hk];
	return T;
	}

function unregister_removal_hook(c: connection, hk: RemovalHook): bool
	{
	if ( ! c?$removal_hooks || hk !in c$removal_hooks )
		return F;

	delete c$removal_hooks[hk];
	return T;
	}

# Runs one hook. A run-time error in it is reported and ends that hook alone.
global __run_removal_hook: function(hk: RemovalHook, c: connection);

# The group tells the engine that this handler matters only to connections whose `removal_hooks` are
# set: it does not make the event happen for others.
event connection_state_remove(c: connection) &priority=-3 &group="Conn::removal_hooks"
	{
	if ( ! c?$removal_hooks )
		return;

	# Sets are walked in the order of insertion, and may change meanwhile.
	for ( hk in c$removal_hooks )
		__run_removal_hook(hk, c);
	}
