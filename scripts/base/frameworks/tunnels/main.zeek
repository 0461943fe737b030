##! Tunnels that are in use, and a log of them. A tunnel is found when a connection comes through it; what
##! is around a connection is in its field `tunnel`.

@load base/protocols/conn/removal-hooks

module Tunnel;

export {
	redef enum Log::ID += { LOG };

	global log_policy: Log::PolicyHook;

	## What happened to a tunnel.
	type Action: enum {
		DISCOVER,  ##< It came into use.
		CLOSE,     ##< The connection that carries it is over.
		EXPIRE,    ##< Nothing came through it for a while.
	};

	## A row of tunnel.log.
	type Info: record {
		## When the action took place.
		ts: time &log;
		## The connection that carries the tunnel, if it is one; packets in IP packets have none.
		uid: string &log &optional;
		## The ends of the tunnel; ports are 0 where it has none.
		id: conn_id &log;
		tunnel_type: Tunnel::Type &log;
		action: Action &log;
	};

	## Takes all layers of encapsulation for tunnels in use.
	global register_all: function(ecv: EncapsulatingConnVector);

	## Takes a layer of encapsulation for a tunnel in use, and logs it if it was not.
	global register: function(ec: EncapsulatingConn);

	## Logs a tunnel that expires from the table of those in use.
	global expire: function(t: table[conn_id] of Info, idx: conn_id): interval;

	## Logs that a tunnel is no longer in use, and forgets it.
	global close: function(tunnel: Info, action: Action);

	## How long nothing comes through a tunnel until it is taken for unused.
	const expiration_interval = 1hrs &redef;

	## The tunnels in use.
	global active: table[conn_id] of Info = table() &read_expire=expiration_interval &expire_func=expire;

	## Closes the tunnel that a connection carries.
	global finalize_tunnel: Conn::RemovalHook;
}

event zeek_init() &priority=5
	{
	Log::create_stream(Tunnel::LOG, Log::Stream($columns=Info, $path="tunnel", $policy=log_policy));
	}

function register_all(ecv: EncapsulatingConnVector)
	{
	for ( _, layer in ecv )
		register(layer);
	}

function register(ec: EncapsulatingConn)
	{
	local ends = ec$cid;

	# The look counts as use.
	if ( ends in active )
		return;

	local found = Info($ts=network_time(), $id=ends, $tunnel_type=ec$tunnel_type, $action=DISCOVER);

	if ( ec?$uid )
		found$uid = ec$uid;

	active[ends] = found;

	if ( connection_exists(ends) )
		Conn::register_removal_hook(lookup_connection(ends), finalize_tunnel);

	Log::write(LOG, found);
	}

function close(tunnel: Info, action: Action)
	{
	delete active[tunnel$id];
	tunnel$action = action;
	tunnel$ts = network_time();
	Log::write(LOG, tunnel);
	}

function expire(t: table[conn_id] of Info, idx: conn_id): interval
	{
	close(t[idx], EXPIRE);
	return 0secs;
	}

hook finalize_tunnel(c: connection)
	{
	if ( c$id in active )
		close(active[c$id], CLOSE);
	}

# Of no interest outside tunnels: the group keeps it from making the event happen there.
event new_connection(c: connection) &priority=5 &group="Tunnel::if_tunneled"
	{
	if ( c?$tunnel )
		register_all(c$tunnel);
	}

event tunnel_changed(c: connection, e: EncapsulatingConnVector) &priority=5
	{
	register_all(e);
	}
