##! Filters as tcpdump knows them, put together from parts.

module PacketFilter;

export {
	## A filter for one port.
	##
	## p: The port.
	##
	## Returns: The filter.
	global port_to_bpf: function(p: port): string;

	## A filter that lets one part of the traffic through. Which part a packet belongs to is decided by its
	## addresses, so that both directions of a connection are in the same one.
	##
	## num_parts: How many parts there are.
	##
	## this_part: The part to let through, counted from 0.
	##
	## Returns: The filter.
	global sampling_filter: function(num_parts: count, this_part: count): string;

	## Joins two filters.
	##
	## lfilter: The left one.
	##
	## op: What stands between them, "and" or "or".
	##
	## rfilter: The right one.
	##
	## Returns: The filter. Of two filters of which one is empty it is the other.
	global combine_filters: function(lfilter: string, op: string, rfilter: string): string;
}

function port_to_bpf(p: port): string
	{
	local protocol = get_port_transport_proto(p);

	if ( protocol == tcp || protocol == udp )
		return fmt("%s and port %d", protocol, port_to_count(p));

	return protocol == icmp ? "icmp" : "";
	}

function combine_filters(lfilter: string, op: string, rfilter: string): string
	{
	if ( lfilter == "" )
		return rfilter;

	return rfilter == "" ? lfilter : fmt("(%s) %s (%s)", lfilter, op, rfilter);
	}

function sampling_filter(num_parts: count, this_part: count): string
	{
	# The low bytes of both addresses; what is added does not depend on the direction.
	local four = fmt("ip and ((ip[14:2] + ip[18:2]) - (%d * ((ip[14:2] + ip[18:2]) / %d)) == %d)",
	                 num_parts, num_parts, this_part);
	local six = fmt("ip6 and ((ip6[22:2] + ip6[38:2]) - (%d * ((ip6[22:2] + ip6[38:2]) / %d)) == %d)",
	                num_parts, num_parts, this_part);
	return combine_filters(four, "or", six);
	}
