##! Tells of packets that the system had to drop because nobody took them in time. Captures in files lose none.

@load base/frameworks/notice

module PacketFilter;

export {
	redef enum Notice::Type += {
		## Packets were dropped.
		Dropped_Packets,
	};

	## How often the counts are looked at.
	const stats_collection_interval = 5min;
}

event PacketFilter::look_at_losses(before: NetStats)
	{
	local now = get_net_stats();
	local dropped = now$pkts_dropped - before$pkts_dropped;

	if ( dropped > 0 )
		NOTICE([$note=Dropped_Packets,
		        $msg=fmt("%d packets were dropped, %d were received, %d were on the link", dropped,
		                 now$pkts_recvd - before$pkts_recvd, now$pkts_link - before$pkts_link)]);

	schedule stats_collection_interval { PacketFilter::look_at_losses(now) };
	}

event zeek_init()
	{
	if ( reading_live_traffic() )
		schedule stats_collection_interval { PacketFilter::look_at_losses(get_net_stats()) };
	}
