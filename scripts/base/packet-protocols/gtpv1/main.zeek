##! Packets of mobile users over UDP (3GPP TS 29.281).

module PacketAnalyzer::GTPV1;

export {
	## Ports of UDP that are looked at, on either side.
	const gtpv1_ports = { 2152/udp, 2123/udp } &redef;

	## What it carries.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;
}
