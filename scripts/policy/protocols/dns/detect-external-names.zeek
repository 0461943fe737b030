##! Notices names outside of the local zones that have local addresses. Needs :zeek:id:`Site::local_zones`.

@load base/frameworks/notice
@load base/utils/site

module DNS;

export {
	redef enum Notice::Type += {
		## A name of others points to a local host.
		External_Name,
	};

	## Replies from these are not looked at: by default, multicast DNS.
	option skip_resp_host_port_pairs: set[addr, port] = {
		[224.0.0.251, 5353/udp],
		[[ff02::fb], 5353/udp],
	};
}

function check_name(c: connection, name: string, a: addr)
	{
	if ( |Site::local_zones| == 0 || [c$id$resp_h, c$id$resp_p] in skip_resp_host_port_pairs )
		return;

	if ( Site::is_local_addr(a) && ! Site::is_local_name(name) )
		NOTICE(Notice::Info($note=External_Name, $msg=fmt("%s is pointing to a local host - %s.", name, a),
			$conn=c, $identifier=cat(a, name)));
	}

event dns_A_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr)
	{
	check_name(c, ans$query, a);
	}

event dns_AAAA_reply(c: connection, msg: dns_msg, ans: dns_answer, a: addr)
	{
	check_name(c, ans$query, a);
	}
