# @TEST-DOC: Names that scripts find in Zeek's world without loading more: types of IGMP, what a cluster's backend sets, what says that a filter changed, and what a local may be called in NetControl.
# @TEST-EXEC: avocet %INPUT >out
# @TEST-EXEC: btest-diff out

event IGMP::membership_report_v3(source: addr, groups: vector of IGMP::Group)
	{
	print source, |groups|;
	}

redef Cluster::node_id = function(): string { return "me"; };

module NetControl;

event zeek_init()
	{
	local drop = drop_address(10.0.0.1, 1sec);
	print drop == "", Cluster::node_id();
	}

module PacketFilter;

event zeek_init()
	{
	filter_changed = T;
	print install(), filter_changed;
	}
