# @TEST-DOC: Items that are not inserted again go when their time is over, unless a hook keeps them.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load policy/frameworks/intel/do_expire

redef Intel::item_expiration = 100msec;
redef table_expire_interval = 10msec;

event zeek_init()
	{
	Intel::insert([$indicator="10.0.0.1", $indicator_type=Intel::ADDR, $meta=[$source="a"]]);
	Intel::insert([$indicator="10.0.0.0/8", $indicator_type=Intel::SUBNET, $meta=[$source="a"]]);
	Intel::insert([$indicator="Name", $indicator_type=Intel::USER_NAME, $meta=[$source="a"]]);
	}

hook Intel::item_expired(indicator: string, indicator_type: Intel::Type, metas: set[Intel::MetaData]) &priority=-20
	{
	print "not reached";
	}

hook Intel::item_expired(indicator: string, indicator_type: Intel::Type, metas: set[Intel::MetaData])
	{
	print "over", indicator, indicator_type, |metas|;
	}

hook Intel::indicator_removed(indicator: string, indicator_type: Intel::Type) { print "gone", indicator; }
event net_done(t: time) { Intel::seen([$host=10.0.0.1, $where=Intel::IN_ANYWHERE]); }
event Intel::match(s: Intel::Seen, items: set[Intel::Item]) { print "match"; }
