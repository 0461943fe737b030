##! A plugin that drops packets here, before anything looks at them: for rules about what is shown to this program, of all
##! traffic of an address or a network, or of what comes from or goes to one.

@load ../plugin
@load ../main

module NetControl;

export {
	## Takes on what the filters of addresses can do, and nothing else.
	global create_packetfilter: function(): PluginState;
}

# A flow that one side alone decides about.
function is_of_one_side(f: Flow): bool
	{
	return f?$src_h != f?$dst_h && ! f?$src_p && ! f?$dst_p && ! f?$src_m && ! f?$dst_m;
	}

function can_filter(r: Rule): bool
	{
	if ( r$target != MONITOR || r$ty != DROP )
		return F;

	return r$entity$ty == ADDRESS || ( r$entity$ty == FLOW && is_of_one_side(r$entity$flow) );
	}

# Drops what comes from the first and what goes to the second, if they are given.
function filter_packets(from: vector of subnet, to: vector of subnet)
	{
	for ( _, net in from )
		install_src_net_filter(net, 0, 1.0);

	for ( _, net in to )
		install_dst_net_filter(net, 0, 1.0);
	}

# False if one of them was not there.
function unfilter_packets(from: vector of subnet, to: vector of subnet): bool
	{
	local done = T;

	for ( _, net in from )
		done = uninstall_src_net_filter(net) && done;

	for ( _, net in to )
		done = uninstall_dst_net_filter(net) && done;

	return done;
	}

function filtered_sources(e: Entity): vector of subnet
	{
	if ( e$ty == ADDRESS )
		return vector(e$ip);

	return e$flow?$src_h ? vector(e$flow$src_h) : vector();
	}

function filtered_destinations(e: Entity): vector of subnet
	{
	if ( e$ty == ADDRESS )
		return vector(e$ip);

	return e$flow?$dst_h ? vector(e$flow$dst_h) : vector();
	}

function packetfilter_name(p: PluginState): string
	{
	return "Packetfilter";
	}

function packetfilter_add_rule(p: PluginState, r: Rule): bool
	{
	if ( ! can_filter(r) )
		return F;

	filter_packets(filtered_sources(r$entity), filtered_destinations(r$entity));
	event NetControl::rule_added(r, p);
	return T;
	}

function packetfilter_remove_rule(p: PluginState, r: Rule, reason: string): bool
	{
	if ( ! can_filter(r) )
		return F;

	if ( unfilter_packets(filtered_sources(r$entity), filtered_destinations(r$entity)) )
		event NetControl::rule_removed(r, p);
	else
		event NetControl::rule_error(r, p, "the packets were not filtered");

	return T;
	}

function create_packetfilter(): PluginState
	{
	return PluginState($plugin=Plugin($name=packetfilter_name, $can_expire=F, $add_rule=packetfilter_add_rule,
	                                  $remove_rule=packetfilter_remove_rule));
	}
