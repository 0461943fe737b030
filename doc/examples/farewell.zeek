# Registers a hook for each connection that was established; it runs when that connection is removed.
@load base/protocols/conn/removal-hooks

hook farewell(c: connection)
	{
	print fmt("%s to port %s: %d bytes there, %d back", c$id$orig_h, c$id$resp_p, c$orig$size, c$resp$size);
	}

event connection_established(c: connection)
	{
	Conn::register_removal_hook(c, farewell);
	}
