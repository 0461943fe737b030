# Prints every event of udp_connection with the seconds since the begin of the captures made for it.
@load base/protocols/udp_connection

module udp_events;

export {
	global moment: function(): string;
}

function moment(): string
	{
	return fmt("%.3f", time_to_double(network_time()) - 1700000000);
	}

event udp_connection::new_connection(flow: udp_connection::Flow, udp: udp_connection::Datagram)
	{
	print fmt("%s new %d %s:%s > %s:%s %s", moment(), flow$id, flow$srcip, flow$srcport, flow$dstip, flow$dstport,
	          flow$state);
	}

event udp_connection::receive_packet(flow: udp_connection::Flow, udp: udp_connection::Datagram, direction: string)
	{
	print fmt("%s packet %d %s %s:%s > %s:%s length %d valid %s", moment(), flow$id, direction, udp$srcip,
	          udp$srcport, udp$dstip, udp$dstport, udp$length, udp$valid);
	}

event udp_connection::receive_data(flow: udp_connection::Flow, payload: string, direction: string)
	{
	print fmt("%s data %d %s [%s]", moment(), flow$id, direction, |payload| > 40 ? fmt("%d bytes", |payload|) : payload);
	}

event udp_connection::end_connection(flow: udp_connection::Flow)
	{
	print fmt("%s end %d %s up %d/%d down %d/%d", moment(), flow$id, flow$state, flow$up_packets, flow$up_bytes,
	          flow$down_packets, flow$down_bytes);
	}
