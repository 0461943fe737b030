##! Logs names as they were asked for, besides their lower case.

@load base/protocols/dns/main

module DNS;

export {
	redef record Info += {
		## The name with its original letters.
		original_query: string &log &optional;
	};
}

event dns_request(c: connection, msg: dns_msg, query: string, qtype: count, qclass: count, original_query: string) &priority=5
	{
	if ( msg$opcode == DNS_OP_QUERY )
		c$dns$original_query = original_query;
	}
