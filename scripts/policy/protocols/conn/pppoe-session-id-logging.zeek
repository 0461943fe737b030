##! Adds the PPPoE session of the first packet to conn.log.

@load base/protocols/conn

module Conn;

redef record Info += {
	## The session that the connection came through.
	pppoe_session_id: count &log &optional;
};

event new_connection(c: connection)
	{
	local session = PacketAnalyzer::PPPoE::session_id();

	if ( session != 0xFFFFFFFF )
		c$conn$pppoe_session_id = session;
	}
