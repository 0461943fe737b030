# @TEST-DOC: Scripts see the packet at hand, where it comes from, and decide which packets are looked at.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r copy.pcap again.zeek >again
# @TEST-EXEC: btest-diff again
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap filter.zeek >filter
# @TEST-EXEC: btest-diff filter

global packets = 0;

event zeek_init()
	{
	local source = packet_source();
	print source$live, sub(source$path, /.*\//, ""), source$link_type, source$netmask;
	print get_current_packet()$caplen, get_current_packet_header()$l2$len, TCP::raw_options();
	print dump_current_packet("none.pcap"), get_net_stats();
	}

event new_packet(c: connection, p: pkt_hdr)
	{
	++packets;
	local packet = get_current_packet();
	local header = get_current_packet_header();
	if ( packets <= 3 )
		{
		print packet$caplen == header$l2$cap_len, packet$len == header$l2$len, |packet$data| == packet$caplen,
		      packet$link_type, header$tcp$sport == p$tcp$sport;
		print TCP::raw_options();
		print dump_current_packet("copy.pcap");
		}
	else if ( packets == 4 )
		print dump_packet(packet, "copy.pcap");
	if ( packets == 3 )
		print get_orig_seq(c$id) > 0, get_resp_seq(c$id) > 0;
	}

event zeek_done()
	{
	print get_net_stats()$pkts_recvd == packets, get_net_stats()$bytes_recvd > 0, get_net_stats()?$pkts_filtered;
	print dump_current_packet("/no/such/folder/x.pcap");
	}

# @TEST-START-FILE again.zeek
event zeek_done()
	{
	print get_net_stats()$pkts_recvd;
	}
# @TEST-END-FILE

# @TEST-START-FILE filter.zeek
redef enum PcapFilterID += { Requests, Broken };

global packets = 0;

event new_packet(c: connection, p: pkt_hdr)
	{
	++packets;
	}

event zeek_init()
	{
	print Pcap::install_pcap_filter(Requests), Pcap::get_filter_state_string(Requests);
	print Pcap::precompile_pcap_filter(Broken, "tcp prot 80"), Pcap::get_filter_state(Broken), |Pcap::error()| > 0;
	print Pcap::precompile_pcap_filter(Requests, "tcp dst port 80"), Pcap::get_filter_state(Requests);
	print Pcap::install_pcap_filter(Requests);
	}

event zeek_done()
	{
	local stats = get_net_stats();
	print packets == stats$pkts_recvd, stats$pkts_filtered > 0, packets > 0;
	}
# @TEST-END-FILE
