# @TEST-DOC: First line, headers one by one and all together, in this order.
# @TEST-EXEC: avocet -b -r $TRACES/sip.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_SIP, 5060/udp);
	}

event sip_request(c: connection, method: string, original_URI: string, version: string)
	{
	print "request", method, original_URI, version;
	}

event sip_reply(c: connection, version: string, code: count, reason: string)
	{
	print "reply", version, code, reason;
	}

event sip_begin_entity(c: connection, is_orig: bool)
	{
	print "begin", is_orig;
	}

event sip_header(c: connection, is_orig: bool, name: string, value: string)
	{
	if ( c$id$orig_p == 5062/udp )
		print "header", is_orig, name, value;
	}

event sip_all_headers(c: connection, is_orig: bool, hlist: mime_header_list)
	{
	print "headers", |hlist|;

	if ( 2 in hlist && c$id$orig_p == 5062/udp )
		print hlist[2];
	}

event sip_end_entity(c: connection, is_orig: bool)
	{
	print "end", is_orig;
	}
