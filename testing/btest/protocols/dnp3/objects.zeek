# @TEST-DOC: Prefixes, and bytes of objects without events; messages over UDP in several frames and several in one.
# @TEST-EXEC: avocet -b -r $TRACES/dnp3.pcap -f 'tcp port 20000' %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/dnp3-udp.pcap base/protocols/dnp3 base/protocols/conn %INPUT >>out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff dnp3.log
# @TEST-EXEC: log-cut conn.log service >service
# @TEST-EXEC: btest-diff service

global prefixes: vector of count;
global objects: table[count] of count &default=0;

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_DNP3_TCP, 20000/tcp);
	}

event dnp3_object_prefix(c: connection, is_orig: bool, prefix_value: count)
	{
	if ( prefix_value > 0 )
		prefixes += prefix_value;
	}

event dnp3_response_data_object(c: connection, is_orig: bool, data_value: count)
	{
	++objects[data_value];
	}

event zeek_done()
	{
	print "prefixes", prefixes;

	for ( value, times in objects )
		print fmt("%d objects are %d", times, value);
	}
