# @TEST-DOC: Of many weirds of a name the first are told, then one in so many: for each connection, pair of hosts, or name.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-hundred.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

redef Weird::sampling_threshold = 10;
redef Weird::sampling_rate = 10;
redef Weird::sampling_whitelist = { "always" };
redef Weird::sampling_global_list = { "of_all" };

global told: table[string] of count = table() &default=0 &ordered;

event net_weird(name: string, addl: string, source: string)
	{
	++told["net " + name];
	}

event flow_weird(name: string, src: addr, dst: addr, addl: string, source: string)
	{
	++told["flow " + name];
	}

event conn_weird(name: string, c: connection, addl: string, source: string)
	{
	++told["conn " + name];
	}

event expired_conn_weird(name: string, id: conn_id, uid: string, addl: string, source: string)
	{
	++told["expired " + name];
	}

function thirty_times(c: connection)
	{
	local n = 0;

	while ( n < 30 )
		{
		Reporter::net_weird("odd");
		Reporter::net_weird("always");
		Reporter::flow_weird("odd", c$id$orig_h, c$id$resp_h);
		Reporter::conn_weird("odd", c);
		Reporter::conn_weird("of_all", c);
		++n;
		}
	}

global connections = 0;

event new_connection(c: connection)
	{
	if ( ++connections <= 2 )
		thirty_times(c);
	}

event connection_state_remove(c: connection)
	{
	if ( --connections < 1 )
		thirty_times(c);
	}

event zeek_done()
	{
	for ( name, n in told )
		print name, n;

	print get_reporter_stats()$weirds, get_reporter_stats()$weirds_by_type["odd"];
	print Limits::traffic_counters()$weirds;
	}
