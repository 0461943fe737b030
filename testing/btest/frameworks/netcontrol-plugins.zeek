# @TEST-DOC: Rules become flows of OpenFlow, questions to Ryu, commands of acld and events; what comes back of them is told.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut openflow.log match.nw_src match.nw_dst match.nw_proto match.tp_dst flow_mod.command flow_mod.cookie flow_mod.hard_timeout flow_mod.priority flow_mod.actions.out_ports >flows
# @TEST-EXEC: btest-diff flows

@load base/frameworks/netcontrol

redef exit_only_after_terminate = T;

global to_acld: NetControl::PluginState;

function connected(host: string, p: port): Broker::EndpointInfo
	{
	return Broker::EndpointInfo($id="peer", $network=Broker::NetworkInfo($address=host, $bound_port=p));
	}

function is_of_machine(p: NetControl::PluginState, r: NetControl::Rule): bool
	{
	return r$entity$ty == NetControl::MAC;
	}

function has_port(p: NetControl::PluginState, r: NetControl::Rule): bool
	{
	return r$ty == NetControl::REDIRECT || r$ty == NetControl::WHITELIST;
	}

event NetControl::init()
	{
	local ryu = OpenFlow::ryu_new([::1], 8080, 7);
	ryu$state$ryu_debug = T;
	NetControl::activate(NetControl::create_openflow(ryu, NetControl::OfConfig($table_id=3, $priority_offset=+100,
	                                          $check_pred=is_of_machine)), 30);
	NetControl::activate(NetControl::create_openflow(OpenFlow::log_new(42), NetControl::OfConfig($check_pred=has_port)), 20);
	to_acld = NetControl::create_acld(NetControl::AcldConfig($acld_topic="acl", $acld_host=127.0.0.1, $acld_port=9999/tcp));
	NetControl::activate(to_acld, 10);
	NetControl::activate(NetControl::create_broker(NetControl::BrokerConfig($topic="rules", $host=127.0.0.2,
	                                                                         $bport=9998/tcp), T), 0);
	event Broker::peer_added(connected("127.0.0.1", 9999/tcp), "");
	event Broker::peer_added(connected("127.0.0.2", 9998/tcp), "");
	}

hook NetControl::acld_rule_policy(p: NetControl::PluginState, r: NetControl::Rule, ar: NetControl::AclRule)
	{
	print "acld", ar;

	# As acld would.
	if ( ar$command == "drop" )
		event NetControl::acld_rule_added(p$acld_id, r, "done");
	else if ( ar$command == "restore" )
		event NetControl::acld_rule_removed(p$acld_id, r, "done");
	else
		event NetControl::acld_rule_error(p$acld_id, r, "no");
	}

event the_end()
	{
	terminate();
	}

event NetControl::init_done()
	{
	NetControl::drop_address(10.0.0.1, 1min);
	NetControl::whitelist_address(10.0.0.9, 1min);
	local flow = NetControl::Flow($src_h=10.0.0.1/32, $dst_h=10.0.0.2/32);
	NetControl::add_rule(NetControl::Rule($ty=NetControl::DROP, $target=NetControl::FORWARD, $location="here",
	                                      $entity=NetControl::Entity($ty=NetControl::FLOW, $flow=flow)));
	NetControl::redirect_flow(flow_id($src_h=10.0.0.3, $src_p=1/udp, $dst_h=10.0.0.4, $dst_p=53/udp), 5, 0secs);
	NetControl::add_rule(NetControl::Rule($ty=NetControl::MODIFY, $target=NetControl::FORWARD, $expire=5sec,
	                                      $entity=NetControl::Entity($ty=NetControl::MAC, $mac="00:11:22:33:44:55"),
	                                      $mod=NetControl::FlowMod($dst_h=10.9.9.9)));
	schedule 10msec { the_end() };
	}

event NetControl::rule_added(r: NetControl::Rule, p: NetControl::PluginState, msg: string)
	{
	print "added", r$cid, r$ty, p$plugin$name(p), msg;
	NetControl::remove_rule(r$id, "over");
	}

event NetControl::rule_error(r: NetControl::Rule, p: NetControl::PluginState, msg: string)
	{
	print "error", r$cid, r$ty, p$plugin$name(p), msg;
	}

event NetControl::rule_removed(r: NetControl::Rule, p: NetControl::PluginState, msg: string)
	{
	print "removed", r$cid, p$plugin$name(p);
	}

event zeek_init()
	{
	local c = OpenFlow::generate_cookie(77);
	print OpenFlow::get_cookie_uid(c), OpenFlow::get_cookie_gid(c), OpenFlow::get_cookie_uid(77) == OpenFlow::INVALID_COOKIE;
	print OpenFlow::lookup_controller("none");
	}
