# Notices hosts that call the same server again and again at regular times, as programs do that wait for
# orders: a summary of the times between connections, and a look at how much they differ.

@load base/frameworks/notice
@load base/frameworks/sumstats

module RegularConnections;

export {
	redef enum Notice::Type += { Regular_Connections };

	## How many connections at least, and by which part of their average the times may differ.
	option at_least: count = 8;
	option may_differ: double = 0.1;

	## How long connections are gathered.
	const epoch = 1hr &redef;
}

# When a host last connected to a server.
global last_time: table[addr, addr, port] of time = table() &write_expire=epoch;

function judge(ts: time, key: SumStats::Key, result: SumStats::Result)
	{
	local rv = result["regular.pauses"];

	if ( rv$num + 1 < at_least || rv$std_dev > rv$average * may_differ )
		return;

	NOTICE(Notice::Info($note=Regular_Connections, $src=key$host, $n=rv$num + 1,
	       $msg=fmt("%s connected %d times to %s, every %s", key$host, rv$num + 1, key$str,
	                double_to_interval(rv$average)),
	       $identifier=cat(key$host, key$str)));
	}

event zeek_init()
	{
	SumStats::create(SumStats::SumStat($name="regular-connections", $epoch=epoch,
		$reducers=set(SumStats::Reducer($stream="regular.pauses", $apply=set(SumStats::STD_DEV))),
		$epoch_result=judge));
	}

event connection_established(c: connection)
	{
	local id = c$id;

	if ( [id$orig_h, id$resp_h, id$resp_p] in last_time )
		SumStats::observe("regular.pauses",
		                  SumStats::Key($host=id$orig_h, $str=fmt("%s:%d", id$resp_h, id$resp_p)),
		                  SumStats::Observation($dbl=interval_to_double(network_time() -
		                                                                last_time[id$orig_h, id$resp_h, id$resp_p])));

	last_time[id$orig_h, id$resp_h, id$resp_p] = network_time();
	}
