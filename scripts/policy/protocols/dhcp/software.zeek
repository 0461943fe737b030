##! Takes note of the software that clients and servers of DHCP say they are.

@load base/frameworks/software
@load base/protocols/dhcp

module DHCP;

export {
	redef enum Software::Type += {
		DHCP::SERVER,
		DHCP::CLIENT,
	};

	redef record DHCP::Info += {
		## What the client says it is (the option `vendor_class`).
		client_software: string &log &optional;
		## What the server says it is.
		server_software: string &log &optional;
	};
}

event DHCP::aggregate_msgs(ts: time, id: conn_id, uid: string, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options) &priority=5
	{
	if ( ! options?$vendor_class )
		return;

	local row = log_info;

	if ( is_orig )
		row$client_software = options$vendor_class;
	else
		row$server_software = options$vendor_class;
	}

event DHCP::log_dhcp(rec: DHCP::Info)
	{
	# The row has no connection; who the software belongs to is all that matters.
	local client = rec?$assigned_addr ? rec$assigned_addr : rec?$client_addr ? rec$client_addr : 0.0.0.0;

	if ( rec?$client_software && client != 0.0.0.0 )
		{
		local id = conn_id($orig_h=client, $orig_p=rec?$client_port ? rec$client_port : 0/udp,
		                   $resp_h=rec?$server_addr ? rec$server_addr : 0.0.0.0,
		                   $resp_p=rec?$server_port ? rec$server_port : 0/udp, $proto=17);
		Software::found(id, [$unparsed_version=rec$client_software, $host=client, $software_type=DHCP::CLIENT]);
		}

	if ( rec?$server_software && rec?$server_addr )
		{
		local server_id = conn_id($orig_h=rec$server_addr, $orig_p=rec?$server_port ? rec$server_port : 0/udp,
		                          $resp_h=client, $resp_p=rec?$client_port ? rec$client_port : 0/udp, $proto=17);
		Software::found(server_id, [$unparsed_version=rec$server_software, $host=rec$server_addr,
		                            $software_type=DHCP::SERVER]);
		}
	}
