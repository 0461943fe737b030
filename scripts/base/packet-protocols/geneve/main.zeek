##! Frames and packets over UDP (RFC 8926).

module PacketAnalyzer::Geneve;

export {
	## Ports of UDP that are looked at, on either side.
	const geneve_ports: set[port] = { 6081/udp } &redef;
}
