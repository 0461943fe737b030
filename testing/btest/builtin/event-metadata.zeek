# What events carry: their time, if scripts want it.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT EventMetadata::add_network_timestamp=T >with
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >without
# @TEST-EXEC: btest-diff with
# @TEST-EXEC: btest-diff without

redef enum EventMetadata::ID += { MINE = 1000 };

event later()
	{
	print "later", current_event_time();
	}

event new_connection(c: connection)
	{
	print EventMetadata::current(EventMetadata::NETWORK_TIMESTAMP), EventMetadata::current_all(), EventMetadata::current(MINE);
	print current_event_time(), get_current_packet_ts() == network_time();
	schedule 10sec { later() };
	}

event zeek_init()
	{
	print EventMetadata::register(MINE, string), EventMetadata::register(MINE, string), EventMetadata::register(MINE, count);
	}

event zeek_done()
	{
	print get_current_packet_ts(), Option::set("Conn::analyzer_inactivity_timeouts", 1);
	}
