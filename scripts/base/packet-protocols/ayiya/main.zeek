##! IPv6 over UDP with authentication.

module PacketAnalyzer::AYIYA;

export {
	## Ports of UDP that are looked at, on either side.
	const ayiya_ports = { 5072/udp } &redef;
}
