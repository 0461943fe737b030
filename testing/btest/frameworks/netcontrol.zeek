# @TEST-DOC: Rules go to the plugins of the highest priority that take them, expire, and are there once; addresses that come back are dropped for longer.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut netcontrol.log rule_id category cmd state action target entity_type entity mod msg priority expire location plugin >rules
# @TEST-EXEC: btest-diff rules
# @TEST-EXEC: log-cut netcontrol_drop.log rule_id orig_h orig_p resp_h resp_p expire location >drops
# @TEST-EXEC: btest-diff drops
# @TEST-EXEC: log-cut netcontrol_catch_release.log rule_id ip action block_interval watch_interval num_blocked location message plugin >catches
# @TEST-EXEC: btest-diff catches
# @TEST-EXEC: log-cut notice.log note src dropped >notices
# @TEST-EXEC: btest-diff notices

@load base/frameworks/netcontrol
@load policy/frameworks/notice/actions/drop

redef table_expire_interval = 1 msec;
redef enum Notice::Type += { Bad };
redef NetControl::catch_release_intervals = vector(1msec, 1sec);

hook Notice::policy(n: Notice::Info) { add n$actions[Notice::ACTION_DROP]; }

event NetControl::init()
	{
	NetControl::activate(NetControl::create_debug(F, "unable"), 10);
	NetControl::activate(NetControl::create_debug(T, "able"), 5);
	NetControl::activate(NetControl::create_debug_exists("has it"), 5);
	NetControl::activate(NetControl::create_debug(T, "not asked"), 0);
	}

event NetControl::init_done()
	{
	local id = NetControl::drop_address(192.0.2.1, 1min, "test");
	print "dropped", id, "again", NetControl::drop_address(192.0.2.1, 1min);
	NetControl::whitelist_subnet(192.0.2.0/24, 0secs);
	NetControl::redirect_flow([$src_h=192.0.2.1, $src_p=1/tcp, $dst_h=192.0.2.2, $dst_p=2/tcp], 7, 0secs);
	print NetControl::quarantine_host(192.0.2.3, 192.0.2.53, 192.0.2.80, 0secs);
	print |NetControl::find_rules_addr(192.0.2.1)|, |NetControl::find_rules_subnet(192.0.2.0/25)|;
	print NetControl::remove_rule("99");
	}

hook NetControl::rule_policy(r: NetControl::Rule)
	{
	print "policy", r$id;
	if ( r$ty == NetControl::MODIFY )
		break;
	}

event NetControl::rule_new(r: NetControl::Rule) { print "new", r$id; }
event NetControl::rule_destroyed(r: NetControl::Rule) { print "destroyed", r$id; }
event reporter_error(t: time, msg: string, location: string) { print "error", msg; }

global told = F;

event connection_established(c: connection)
	{
	if ( told )
		return;

	told = T;
	NetControl::drop_connection(c$id, 0secs);
	NOTICE([$note=Bad, $msg="bad", $src=c$id$orig_h]);
	NetControl::delete_rule("2", "by hand");
	}
