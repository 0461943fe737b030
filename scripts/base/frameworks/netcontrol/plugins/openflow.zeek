##! A plugin whose rules become flows of an OpenFlow switch.

@load ../plugin
@load ../main
@load base/frameworks/openflow

module NetControl;

export {
	## What such a plugin does.
	type OfConfig: record {
		monitor: bool &default=T;       ##< Takes rules about what is shown to this program.
		forward: bool &default=T;       ##< Takes rules about what is let through.
		idle_timeout: count &default=0; ##< Seconds without a packet after which a flow ends; 0: none.
		table_id: count &optional;      ##< Where flows go.
		priority_offset: int &default=+0;  ##< Added to priorities.

		## Whether a rule is taken.
		check_pred: function(p: PluginState, r: Rule): bool &optional;

		## May change what a rule matches.
		match_pred: function(p: PluginState, e: Entity, m: vector of OpenFlow::ofp_match): vector of OpenFlow::ofp_match &optional;

		## May change what is done with it.
		flow_mod_pred: function(p: PluginState, r: Rule, m: OpenFlow::ofp_flow_mod): OpenFlow::ofp_flow_mod &optional;
	};

	redef record PluginState += {
		of_controller: OpenFlow::Controller &optional;
		of_config: OfConfig &optional;
	};

	## A rule that was asked for, or that is in place, and what was told of its flows.
	type OfTable: record {
		p: PluginState;
		r: Rule;
		c: count &default=0;  ##< How many of its flows were answered for.
		packet_count: count &default=0;
		byte_count: count &default=0;
		duration_sec: double &default=0.0;
	};

	## How long an answer is waited for.
	const openflow_message_timeout = 20secs &redef;

	## How long rules whose flows say nothing of their end are remembered.
	const openflow_flow_timeout = 24hrs &redef;

	## Makes a plugin of a controller.
	global create_openflow: function(controller: OpenFlow::Controller, config: OfConfig &default=OfConfig()): PluginState;
}

function unanswered(t: table[count, OpenFlow::ofp_flow_mod_command] of OfTable, idx: any): interval
	{
	local rid: count;
	local command: OpenFlow::ofp_flow_mod_command;
	[rid, command] = idx;
	local asked = t[rid, command];
	event NetControl::rule_error(asked$r, asked$p, "the controller did not answer in time");
	return 0secs;
	}

# What was asked for, by the numbers of rules, and rules in place.
global of_messages: table[count, OpenFlow::ofp_flow_mod_command] of OfTable &create_expire=openflow_message_timeout
	&expire_func=unanswered;
global of_flows: table[count] of OfTable &create_expire=openflow_flow_timeout;

# Most entities are two flows, so a rule has two cookies.
const flows_of_rule = 2;

function openflow_name(p: PluginState): string
	{
	return fmt("Openflow-%s", p$of_controller$describe(p$of_controller$state));
	}

function openflow_takes(p: PluginState, r: Rule): bool
	{
	local c = p$of_config;

	if ( r$target == MONITOR ? ! c$monitor : ! c$forward )
		return F;

	return ! c?$check_pred || c$check_pred(p, r);
	}

function network_match(net: subnet): OpenFlow::ofp_match
	{
	return OpenFlow::ofp_match($dl_type=is_v4_subnet(net) ? OpenFlow::ETH_IPv4 : OpenFlow::ETH_IPv6);
	}

function flow_match(f: Flow): OpenFlow::ofp_match
	{
	local m = f?$src_h ? network_match(f$src_h) : f?$dst_h ? network_match(f$dst_h) : OpenFlow::ofp_match();

	if ( f?$src_h )
		m$nw_src = f$src_h;
	if ( f?$dst_h )
		m$nw_dst = f$dst_h;
	if ( f?$src_m )
		m$dl_src = f$src_m;
	if ( f?$dst_m )
		m$dl_dst = f$dst_m;

	if ( f?$src_p )
		{
		m$tp_src = port_to_count(f$src_p);
		m$nw_proto = OpenFlow::transport_number(f$src_p);
		}

	if ( f?$dst_p )
		{
		m$tp_dst = port_to_count(f$dst_p);
		m$nw_proto = OpenFlow::transport_number(f$dst_p);
		}

	return m;
	}

function entity_matches(p: PluginState, e: Entity): vector of OpenFlow::ofp_match
	{
	local found: vector of OpenFlow::ofp_match;

	switch ( e$ty )
		{
		case CONNECTION:
			found = vector(OpenFlow::match_conn(e$conn), OpenFlow::match_conn(e$conn, T));
			break;

		case ADDRESS:
			found = vector(network_match(e$ip), network_match(e$ip));
			found[0]$nw_src = e$ip;
			found[1]$nw_dst = e$ip;
			break;

		case MAC:
			found = vector(OpenFlow::ofp_match($dl_src=e$mac), OpenFlow::ofp_match($dl_dst=e$mac));
			break;

		case FLOW:
			found = vector(flow_match(e$flow));
			break;
		}

	return p$of_config?$match_pred ? p$of_config$match_pred(p, e, found) : found;
	}

# What is set in packets of a flow, and where they go.
function modifications(m: FlowMod): OpenFlow::ofp_flow_action
	{
	local a = OpenFlow::ofp_flow_action($out_ports=vector(m?$redirect_port ? m$redirect_port : OpenFlow::OFPP_NORMAL));

	if ( m?$src_h )
		a$nw_src = m$src_h;
	if ( m?$dst_h )
		a$nw_dst = m$dst_h;
	if ( m?$src_m )
		a$dl_src = m$src_m;
	if ( m?$dst_m )
		a$dl_dst = m$dst_m;
	if ( m?$src_p )
		a$tp_src = m$src_p;
	if ( m?$dst_p )
		a$tp_dst = m$dst_p;

	return a;
	}

function rule_actions(r: Rule): OpenFlow::ofp_flow_action
	{
	switch ( r$ty )
		{
		case WHITELIST:
			return OpenFlow::ofp_flow_action($out_ports=vector(OpenFlow::OFPP_NORMAL));

		case REDIRECT:
			return OpenFlow::ofp_flow_action($out_ports=vector(r$out_port));

		case MODIFY:
			return modifications(r$mod);

		default:
			return OpenFlow::ofp_flow_action();
		}
	}

function rule_flow_mod(p: PluginState, r: Rule): OpenFlow::ofp_flow_mod
	{
	local c = p$of_config;
	local priority = r$priority + c$priority_offset;
	local m = OpenFlow::ofp_flow_mod($cookie=OpenFlow::generate_cookie(r$cid * flows_of_rule),
	                                 $command=OpenFlow::OFPFC_ADD, $idle_timeout=c$idle_timeout,
	                                 $priority=priority < 0 ? 0 : int_to_count(priority),
	                                 $flags=OpenFlow::OFPFF_SEND_FLOW_REM, $actions=rule_actions(r));

	if ( r?$expire )
		m$hard_timeout = double_to_count(interval_to_double(r$expire));

	if ( c?$table_id )
		m$table_id = c$table_id;

	return c?$flow_mod_pred ? c$flow_mod_pred(p, r, m) : m;
	}

# Asks for a change of each flow of a rule; the cookies count up.
function ask(p: PluginState, r: Rule, matches: vector of OpenFlow::ofp_match, m: OpenFlow::ofp_flow_mod): bool
	{
	of_messages[r$cid, m$command] = OfTable($p=p, $r=r);

	for ( i, match in matches )
		{
		local one = copy(m);
		one$cookie += i;

		if ( ! OpenFlow::flow_mod(p$of_controller, match, one) )
			{
			delete of_messages[r$cid, m$command];
			event NetControl::rule_error(r, p, "the controller refused a change");
			return F;
			}
		}

	return T;
	}

function openflow_add_rule(p: PluginState, r: Rule): bool
	{
	return openflow_takes(p, r) && ask(p, r, entity_matches(p, r$entity), rule_flow_mod(p, r));
	}

function openflow_remove_rule(p: PluginState, r: Rule, reason: string): bool
	{
	if ( ! openflow_takes(p, r) )
		return F;

	local m = OpenFlow::ofp_flow_mod($cookie=OpenFlow::generate_cookie(r$cid * flows_of_rule),
	                                 $command=OpenFlow::OFPFC_DELETE);
	local anything: vector of OpenFlow::ofp_match;

	for ( _, match in entity_matches(p, r$entity) )
		anything += OpenFlow::ofp_match();

	return ask(p, r, anything, m);
	}

function openflow_init(p: PluginState)
	{
	if ( p$of_controller$state$_activated )
		plugin_activated(p);
	}

event OpenFlow::controller_activated(name: string, controller: OpenFlow::Controller)
	{
	for ( _, p in plugins )
		{
		if ( p?$of_controller && ! p$_activated && p$of_controller$state$_name == name )
			plugin_activated(p);
		}
	}

# The number of the rule that a cookie is of; 0 if it is of none.
function rule_of_cookie(cookie: count): count
	{
	local uid = OpenFlow::get_cookie_uid(cookie);
	return uid == OpenFlow::INVALID_COOKIE ? 0 : uid / flows_of_rule;
	}

event OpenFlow::flow_mod_success(name: string, match: OpenFlow::ofp_match, flow_mod: OpenFlow::ofp_flow_mod,
                                 msg: string) &priority=3
	{
	local id = rule_of_cookie(flow_mod$cookie);

	if ( [id, flow_mod$command] !in of_messages )
		return;

	local asked = of_messages[id, flow_mod$command];
	++asked$c;

	if ( asked$c < |entity_matches(asked$p, asked$r$entity)| )
		return;

	delete of_messages[id, flow_mod$command];
	local p = asked$p;

	if ( flow_mod$command == OpenFlow::OFPFC_ADD )
		{
		if ( p$of_controller$supports_flow_removed )
			of_flows[id] = OfTable($p=p, $r=asked$r);

		event NetControl::rule_added(asked$r, p, msg);
		}
	else
		{
		delete of_flows[id];
		event NetControl::rule_removed(asked$r, p, msg);
		}
	}

event OpenFlow::flow_mod_failure(name: string, match: OpenFlow::ofp_match, flow_mod: OpenFlow::ofp_flow_mod,
                                 msg: string) &priority=3
	{
	local id = rule_of_cookie(flow_mod$cookie);

	if ( [id, flow_mod$command] !in of_messages )
		return;

	local asked = of_messages[id, flow_mod$command];
	delete of_messages[id, flow_mod$command];
	event NetControl::rule_error(asked$r, asked$p, msg);
	}

event OpenFlow::flow_removed(name: string, match: OpenFlow::ofp_match, cookie: count, priority: count, reason: count,
                             duration_sec: count, idle_timeout: count, packet_count: count, byte_count: count)
	{
	local id = rule_of_cookie(cookie);

	if ( id !in of_flows )
		return;

	local ended = of_flows[id];
	++ended$c;
	ended$packet_count += packet_count;
	ended$byte_count += byte_count;

	if ( duration_sec > ended$duration_sec )
		ended$duration_sec = duration_sec;

	if ( ended$c < |entity_matches(ended$p, ended$r$entity)| )
		return;

	delete of_flows[id];
	event NetControl::rule_timeout(ended$r, FlowInfo($duration=double_to_interval(ended$duration_sec),
	                                                 $packet_count=ended$packet_count,
	                                                 $byte_count=ended$byte_count), ended$p);
	}

function create_openflow(controller: OpenFlow::Controller, config: OfConfig): PluginState
	{
	return PluginState($plugin=Plugin($name=openflow_name, $can_expire=T, $init=openflow_init,
	                                  $add_rule=openflow_add_rule, $remove_rule=openflow_remove_rule),
	                   $of_controller=controller, $of_config=config);
	}
