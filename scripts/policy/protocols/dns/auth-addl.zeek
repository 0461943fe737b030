##! Logs authority and additional records of replies as well. They have to be taken apart for that, which costs time
##! wherever there is much DNS.

@load base/protocols/dns/main

redef dns_skip_all_auth = F;
redef dns_skip_all_addl = F;

module DNS;

export {
	redef record Info += {
		## What the authority records say.
		auth: set[string] &log &optional;
		## What the additional records say.
		addl: set[string] &log &optional;
	};
}

hook DNS::do_reply(c: connection, msg: dns_msg, ans: dns_answer, reply: string) &priority=5
	{
	if ( msg$opcode != DNS_OP_QUERY || ! msg$QR )
		return;

	local row = c$dns;

	switch ( ans$answer_type )
		{
		case DNS_AUTH:
			if ( row?$auth )
				add row$auth[reply];
			else
				row$auth = set(reply);
			break;

		case DNS_ADDL:
			if ( row?$addl )
				add row$addl[reply];
			else
				row$addl = set(reply);
			break;
		}
	}
