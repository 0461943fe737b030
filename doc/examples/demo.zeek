# What a first script may look like: events as connections come and go, and a hook that runs for the
# connections that asked for it, at the moment they are removed.

@load base/protocols/conn
@load base/protocols/conn/removal-hooks

# A hook for the end of a connection: it is called for those that registered it, and for no other.
hook say_goodbye(c: connection)
	{
	print fmt("  removal hook:    %s sent %d and received %d bytes in %s", c$uid, c$orig$size, c$resp$size,
	          c$duration);
	}

event new_connection(c: connection)
	{
	print fmt("new connection:    %s %s:%s -> %s:%s", c$uid, c$id$orig_h, c$id$orig_p, c$id$resp_h, c$id$resp_p);
	}

event connection_established(c: connection)
	{
	print fmt("  established:     %s", c$uid);
	Conn::register_removal_hook(c, say_goodbye);
	}

event connection_state_remove(c: connection)
	{
	print fmt("removed:           %s with history %s", c$uid, c$history);
	}
