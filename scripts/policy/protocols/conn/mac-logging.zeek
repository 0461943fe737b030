##! Adds link-layer addresses to `conn.log`.

@load base/protocols/conn

module Conn;

redef record Info += {
	orig_l2_addr: string &log &optional;
	resp_l2_addr: string &log &optional;
};

event connection_state_remove(c: connection)
	{
	local row = c$conn;
	local orig = c$orig;
	local resp = c$resp;

	if ( orig?$l2_addr )
		row$orig_l2_addr = orig$l2_addr;

	if ( resp?$l2_addr )
		row$resp_l2_addr = resp$l2_addr;
	}
