##! Adds the name of the IP protocol to `conn.log`.

@load base/protocols/conn

module Conn;

redef record Info += {
	## The name of `ip_proto`.
	ip_proto_name: string &log &optional;
};

event new_connection(c: connection) &priority=5
	{
	local row = c$conn;

	if ( row?$ip_proto && row$ip_proto in IP::protocol_names )
		row$ip_proto_name = IP::protocol_names[row$ip_proto];
	}
