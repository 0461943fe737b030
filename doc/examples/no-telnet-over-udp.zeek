# Drops UDP flows whose first datagram asks for `telnet`, and refuses those to port 7777.
@load base/protocols/udp_connection

redef record udp_connection::Flow += {
	asked: count &default=0;
};

event udp_connection::new_connection(flow: udp_connection::Flow, udp: udp_connection::Datagram)
	{
	if ( udp$dstport == 7777/udp )
		udp_connection::drop(flow);
	}

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	if ( direction == "up" && ++flow$asked == 1 && /telnet/ in payload )
		udp_connection::drop(flow, 5 min);
	}

event udp_connection::end_connection(flow: udp_connection::Flow)
	{
	print fmt("%s -> %s %s after %d and %d datagrams", flow$srcip, flow$dstip, flow$state, flow$up_packets,
	          flow$down_packets);
	}
