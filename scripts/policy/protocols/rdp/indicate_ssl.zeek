##! Adds a column to rdp.log: whether the session went on over TLS.

@load base/protocols/rdp
@load base/protocols/ssl

module RDP;

export {
	redef record RDP::Info += {
		## Whether TLS was established.
		ssl: bool &log &default=F;
	};
}

event ssl_established(c: connection)
	{
	if ( c?$rdp )
		c$rdp$ssl = T;
	}
