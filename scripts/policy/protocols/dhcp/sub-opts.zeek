##! Adds what relays say (option 82) to dhcp.log.

@load base/protocols/dhcp

export {
	redef record DHCP::Info += {
		## Where the relay heard the client.
		circuit_id: string &log &optional;
		## What is at the other end of that.
		agent_remote_id: string &log &optional;
		## Who pays for it.
		subscriber_id: string &log &optional;
	};
}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options)
	{
	if ( ! options?$sub_opt )
		return;

	for ( _, part in options$sub_opt )
		switch ( part$code )
			{
			case 1:
				DHCP::log_info$circuit_id = part$value;
				break;

			case 2:
				DHCP::log_info$agent_remote_id = part$value;
				break;

			case 6:
				DHCP::log_info$subscriber_id = part$value;
				break;
			}
	}
