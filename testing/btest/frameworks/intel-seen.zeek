# @TEST-DOC: Shipped scripts tell what they see, and are switched off while there is nothing to look for.
# @TEST-EXEC: printf '#fields\tindicator\tindicator_type\tmeta.source\n%s\tIntel::ADDR\ta\n' 10.1.1.1 >addresses
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT 'Intel::read_files += { "addresses" }' >out
# @TEST-EXEC: log-cut intel.log seen.indicator seen.where id.orig_h id.resp_p matched >>out
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >nothing
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff nothing

@load policy/frameworks/intel/seen/manage-event-groups
@load base/protocols/conn

event zeek_init() &priority=-10 { print "at the start", has_event_group("Intel::ADDR"); }
event net_done(t: time) { print "at the end"; }

hook Intel::seen_policy(s: Intel::Seen, found: bool)
	{
	print s$indicator, s$where, found;
	}
