##! Adds to dhcp.log who sent each message.

@load base/protocols/dhcp

export {
	redef record DHCP::Info += {
		## The senders, in the order of `msg_types`.
		msg_orig: vector of addr &log &default=addr_vec();
	};
}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=3
	{
	DHCP::log_info$msg_orig += is_orig ? id$orig_h : id$resp_h;
	}
