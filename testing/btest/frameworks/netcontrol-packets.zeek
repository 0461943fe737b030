# @TEST-DOC: The plugin for packets drops those of an address, or of one direction, for as long as the rule says.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: log-cut conn.log id.orig_h id.resp_p history >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn
@load base/frameworks/netcontrol

event NetControl::init()
	{
	NetControl::activate(NetControl::create_packetfilter(), 0);
	}

event NetControl::rule_added(r: NetControl::Rule, p: NetControl::PluginState, msg: string)
	{
	print "added", r$entity$ty;
	}

event NetControl::rule_removed(r: NetControl::Rule, p: NetControl::PluginState, msg: string)
	{
	print "removed", r$entity$ty;
	}

event connection_established(c: connection)
	{
	local who = addr_to_subnet(c$id$orig_h);
	local all = NetControl::Entity($ty=NetControl::ADDRESS, $ip=who);
	local one_way = NetControl::Entity($ty=NetControl::FLOW, $flow=NetControl::Flow($src_h=who));
	local narrow = NetControl::Entity($ty=NetControl::FLOW, $flow=NetControl::Flow($src_h=who, $src_p=c$id$orig_p));

	if ( is_v6_addr(c$id$orig_h) )
		print NetControl::add_rule([$ty=NetControl::DROP, $target=NetControl::MONITOR, $entity=one_way]) != "";
	else
		print NetControl::add_rule([$ty=NetControl::DROP, $target=NetControl::MONITOR, $entity=all, $expire=1sec]) != "";

	# What the filters cannot do, nobody takes.
	print NetControl::add_rule([$ty=NetControl::DROP, $target=NetControl::FORWARD, $entity=all]) == "";
	print NetControl::add_rule([$ty=NetControl::DROP, $target=NetControl::MONITOR, $entity=narrow]) == "";
	}
