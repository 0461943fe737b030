##! Warns of handlers that wait in vain, because additional records are left out of events
##! (:zeek:id:`dns_skip_all_addl`).

module DNS;

event zeek_init() &priority=20
	{
	if ( ! dns_skip_all_addl )
		return;

	for ( _, name in vector("dns_TSIG_addl", "dns_EDNS_addl", "dns_EDNS_ecs", "dns_EDNS_tcp_keepalive",
	                        "dns_EDNS_cookie", "dns_TKEY") )
		if ( is_event_handled(name) )
			Reporter::warning(fmt("a handler of %s waits for additional records of DNS, which are skipped: redef dns_skip_all_addl = F",
			                      name));
	}
