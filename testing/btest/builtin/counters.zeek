# @TEST-DOC: What was handled and what was missed is counted; events tell when they were raised if asked to.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap traffic.zeek >traffic
# @TEST-EXEC: btest-diff traffic

module Own;

export {
	redef enum EventMetadata::ID += { TEXT = 1000 };
	global ping: event(n: count);
	global unhandled: event();
}

event Own::ping(n: count)
	{
	if ( n > 1 )
		event Own::ping(n - 1);
	}

event zeek_init()
	{
	event Own::ping(3);
	event Own::unhandled();
	print EventMetadata::register(TEXT, string), EventMetadata::register(TEXT, string),
	      EventMetadata::register(TEXT, count), EventMetadata::register(EventMetadata::NETWORK_TIMESTAMP, time);
	print EventMetadata::register(TEXT, any), EventMetadata::register(TEXT, vector of file);
	print current_event_time(), EventMetadata::current_all();
	}

event zeek_done()
	{
	print get_event_handler_stats();
	print get_broker_stats();
	}

# @TEST-START-FILE traffic.zeek
redef EventMetadata::add_network_timestamp = T;

event new_connection(c: connection)
	{
	print current_event_time(), EventMetadata::current_all(), EventMetadata::current(EventMetadata::NETWORK_TIMESTAMP);
	}

event connection_finished(c: connection)
	{
	local s = get_gap_stats();
	print s$ack_events, s$ack_bytes, s$gap_events, s$gap_bytes, c$orig$size + c$resp$size;
	}
# @TEST-END-FILE
