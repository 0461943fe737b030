##! Ethernet frames over UDP (RFC 7348).

module PacketAnalyzer::VXLAN;

export {
	## Ports of UDP that are looked at, on either side.
	const vxlan_ports: set[port] = { 4789/udp } &redef;

	## What it carries.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_ETHERNET &redef;
}
