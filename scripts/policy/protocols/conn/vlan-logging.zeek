##! Adds VLAN tags to `conn.log`.

@load base/protocols/conn

module Conn;

redef record Info += {
	## The outer tag, and the inner one where there are two.
	vlan: int &log &optional;
	inner_vlan: int &log &optional;
};

event connection_state_remove(c: connection)
	{
	# There is no inner tag without an outer one.
	if ( ! c?$vlan )
		return;

	local row = c$conn;
	row$vlan = c$vlan;

	if ( c?$inner_vlan )
		row$inner_vlan = c$inner_vlan;
	}
