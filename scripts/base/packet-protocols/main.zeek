##! Decoders of packets: which one follows which. The usual ways are part of the engine; what is
##! registered here comes on top.

@load base/frameworks/analyzer

module PacketAnalyzer;

export {
	## Lets a decoder look at packets of its parent to or from some ports.
	##
	## parent: The decoder of the transport; UDP.
	##
	## child: The decoder of what the ports carry.
	##
	## server_ports: Ports of servers: their owner is taken for the responder.
	##
	## non_server_ports: Ports that say nothing about that.
	##
	## Returns: F if a port was refused.
	global register_for_ports: function(parent: PacketAnalyzer::Tag, child: PacketAnalyzer::Tag,
		server_ports: set[port], non_server_ports: set[port] &default=set()): bool;

	## The same for one port.
	global register_for_port: function(parent: PacketAnalyzer::Tag, child: PacketAnalyzer::Tag,
		p: port): bool;

	## Headers in a row that are read.
	const max_depth: count = 25 &redef;
}

function register_for_port(parent: PacketAnalyzer::Tag, child: PacketAnalyzer::Tag, p: port): bool
	{
	if ( ! PacketAnalyzer::register_packet_analyzer(parent, port_to_count(p), child) )
		return F;

	if ( child in Analyzer::ports )
		add Analyzer::ports[child][p];
	else
		Analyzer::ports[child] = set(p);

	return T;
	}

function register_for_ports(parent: PacketAnalyzer::Tag, child: PacketAnalyzer::Tag,
	server_ports: set[port], non_server_ports: set[port] &default=set()): bool
	{
	local refused = 0;

	for ( p in server_ports | non_server_ports )
		if ( ! register_for_port(parent, child, p) )
			++refused;

	likely_server_ports += server_ports;
	return refused == 0;
	}
