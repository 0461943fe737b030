##! Talks to controllers of OpenFlow switches. Plugins know how to talk to one kind of controller each.

@load ./consts
@load ./types

module OpenFlow;

export {
	## Changes the table of flows of a controller.
	##
	## Returns: F if it cannot. What came of it is told by :zeek:id:`OpenFlow::flow_mod_success` or
	##          :zeek:id:`OpenFlow::flow_mod_failure`.
	global flow_mod: function(controller: Controller, match: ofp_match, flow_mod: ofp_flow_mod): bool;

	## Empties it.
	global flow_clear: function(controller: Controller): bool;

	## The packets of a connection, those of its originator or, reversed, of its responder.
	global match_conn: function(id: conn_id, reverse: bool &default=F): ofp_match;

	## The number of the protocol of a port.
	global transport_number: function(p: port): count;

	## A cookie that says that this framework made the flow, with a number below 2^32 of one's own.
	global generate_cookie: function(cookie: count &default=0): count;

	## The group of processes that a cookie is from, and its number; :zeek:id:`OpenFlow::INVALID_COOKIE` if this
	## framework did not make it.
	global get_cookie_gid: function(cookie: count): count;
	global get_cookie_uid: function(cookie: count): count;

	## A change was made, or was not.
	global flow_mod_success: event(name: string, match: ofp_match, flow_mod: ofp_flow_mod, msg: string &default="");
	global flow_mod_failure: event(name: string, match: ofp_match, flow_mod: ofp_flow_mod, msg: string &default="");

	## A flow has ended. `reason`: 0 for its idle timeout, 1 for its hard timeout, 2 if it was deleted.
	global flow_removed: event(name: string, match: ofp_match, cookie: count, priority: count, reason: count,
	                           duration_sec: count, idle_timeout: count, packet_count: count, byte_count: count);

	## A controller is ready.
	global controller_activated: event(name: string, controller: Controller);

	## Called by a controller with an init function once it is ready.
	global controller_init_done: function(controller: Controller);

	## Called by plugins with each controller that they make.
	global register_controller: function(tpe: Plugin, name: string, controller: Controller);

	## A controller is not needed any more.
	global unregister_controller: function(controller: Controller);

	## The controller of that name, or none.
	global lookup_controller: function(name: string): vector of Controller;
}

global controllers: table[string] of Controller;

# A cookie is a mark, the group and the number.
const cookie_mark = 1;
const cookie_mark_shift = 42;
const cookie_group_shift = 32;
const cookie_group_mask = 0x3ff;
const cookie_number_mask = 0xffffffff;
const cookie_group = 0;

function flow_mod(controller: Controller, match: ofp_match, flow_mod: ofp_flow_mod): bool
	{
	return controller$state$_activated && controller?$flow_mod && controller$flow_mod(controller$state, match, flow_mod);
	}

function flow_clear(controller: Controller): bool
	{
	return controller$state$_activated && controller?$flow_clear && controller$flow_clear(controller$state);
	}

function transport_number(p: port): count
	{
	switch ( get_port_transport_proto(p) )
		{
		case tcp:
			return IP_TCP;

		case udp:
			return IP_UDP;

		default:
			return IP_ICMP;
		}
	}

function match_conn(id: conn_id, reverse: bool): ofp_match
	{
	local src = reverse ? id$resp_h : id$orig_h;
	local src_p = reverse ? id$resp_p : id$orig_p;
	local dst = reverse ? id$orig_h : id$resp_h;
	local dst_p = reverse ? id$orig_p : id$resp_p;

	return ofp_match($dl_type=is_v4_addr(src) ? ETH_IPv4 : ETH_IPv6, $nw_proto=transport_number(src_p),
	                 $nw_src=addr_to_subnet(src), $nw_dst=addr_to_subnet(dst),
	                 $tp_src=port_to_count(src_p), $tp_dst=port_to_count(dst_p));
	}

function generate_cookie(cookie: count): count
	{
	if ( cookie > cookie_number_mask )
		{
		Reporter::warning(fmt("the number %d is too large for a cookie of OpenFlow, which has %d at most", cookie,
		                      cookie_number_mask));
		return INVALID_COOKIE;
		}

	return ( cookie_mark << cookie_mark_shift ) + ( cookie_group << cookie_group_shift ) + cookie;
	}

function get_cookie_gid(cookie: count): count
	{
	local is_ours = ( cookie >> cookie_mark_shift ) == cookie_mark;
	return is_ours ? ( cookie >> cookie_group_shift ) & cookie_group_mask : INVALID_COOKIE;
	}

function get_cookie_uid(cookie: count): count
	{
	local is_ours = ( cookie >> cookie_mark_shift ) == cookie_mark;
	return is_ours ? cookie & cookie_number_mask : INVALID_COOKIE;
	}

function controller_init_done(controller: Controller)
	{
	local name = controller$state$_name;

	if ( name !in controllers )
		{
		Reporter::warning(fmt("the OpenFlow controller %s was not registered before it was ready", name));
		return;
		}

	controller$state$_activated = T;
	event OpenFlow::controller_activated(name, controller);
	}

function register_controller(tpe: Plugin, name: string, controller: Controller)
	{
	controller$state$_name = cat(tpe, name);
	controller$state$_plugin = tpe;

	if ( controller$state$_name in controllers )
		{
		Reporter::warning(fmt("an OpenFlow controller %s is there already", controller$state$_name));
		return;
		}

	controllers[controller$state$_name] = controller;

	if ( controller?$init )
		controller$init(controller$state);
	else
		controller_init_done(controller);
	}

function unregister_controller(controller: Controller)
	{
	local name = controller$state$_name;

	if ( name !in controllers )
		{
		Reporter::warning(fmt("there is no OpenFlow controller %s to be given up", name));
		return;
		}

	if ( controller?$destroy )
		controller$destroy(controller$state);

	delete controllers[name];
	}

function lookup_controller(name: string): vector of Controller
	{
	return name in controllers ? vector(controllers[name]) : vector();
	}
