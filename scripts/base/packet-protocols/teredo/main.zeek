##! IPv6 over UDP, through address translation (RFC 4380). Found on other ports as well, by its looks.

module PacketAnalyzer::TEREDO;

export {
	## Ports of UDP that are looked at, on either side.
	const teredo_ports = { 3544/udp } &redef;

	## What it carries.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;
}
