# @TEST-DOC: Filters by address leave packets out, by chance and by the flags of TCP, and can be taken away again.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

global seen: table[string] of count &default=0 &ordered;

event new_connection(c: connection)
	{
	++seen[cat(c$id$orig_h, " to ", c$id$resp_h)];
	}

event zeek_done()
	{
	for ( what, n in seen )
		print what, n;
	}

# @TEST-START-NEXT
# Nothing of IPv4 but what 10.1.1.2 begins with a SYN, or ends with a FIN.
global flags: table[string] of count &default=0 &ordered;

event zeek_init()
	{
	print install_src_net_filter(10.0.0.0/8, 3, 1.0);
	}

event tcp_packet(c: connection, is_orig: bool, flags: string, seq: count, ack: count, len: count, payload: string)
	{
	++::flags[cat(c$id$orig_h, " ", flags)];
	}

event udp_request(c: connection)
	{
	print "UDP", c$id$orig_h;
	}

event zeek_done()
	{
	for ( what, n in flags )
		print what, n;
	}

# @TEST-START-NEXT
event zeek_init()
	{
	print install_dst_addr_filter(10.1.1.2, 0, 1.0);
	# Never dropped: the longest subnet decides.
	print install_src_net_filter(0.0.0.0/0, 0, 1.0), install_src_addr_filter(10.1.1.1, 0, 0.0);
	}

event new_connection(c: connection)
	{
	print "not dropped", c$id$orig_h, c$id$resp_h;
	}

event zeek_done()
	{
	print uninstall_dst_addr_filter(10.1.1.2), uninstall_dst_addr_filter(10.1.1.2);
	print uninstall_src_net_filter(0.0.0.0/0), uninstall_src_addr_filter(10.1.1.1), uninstall_dst_net_filter(10.0.0.0/8);
	}
