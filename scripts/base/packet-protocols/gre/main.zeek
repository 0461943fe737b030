##! Generic encapsulation in IP (RFC 2784), or over UDP (RFC 8086).

module PacketAnalyzer::GRE;

export {
	## Ports of UDP that are looked at, on either side.
	const gre_ports = { 4754/udp } &redef;

	## What it carries.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IPTUNNEL &redef;
}
