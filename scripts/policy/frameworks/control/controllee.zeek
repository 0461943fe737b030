##! Answers the requests of the control framework, in this process.

@load base/frameworks/control
@load base/frameworks/cluster

module Control;

event Control::id_value_request(id: string)
	{
	event Control::id_value_response(id, fmt("%s", lookup_ID(id)));
	}

event Control::net_stats_request()
	{
	local s = get_net_stats();
	event Control::net_stats_response(fmt("%.6f recvd=%d dropped=%d link=%d", network_time(), s$pkts_recvd, s$pkts_dropped, s$pkts_link));
	}

event Control::peer_status_request()
	{
	event Control::peer_status_response("");
	}

event Control::configuration_update_request()
	{
	event Control::configuration_update();
	event Control::configuration_update_response();
	}

event Control::shutdown_request()
	{
	event Control::shutdown_response();
	terminate();
	}
