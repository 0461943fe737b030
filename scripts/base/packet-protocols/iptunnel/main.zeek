##! Packets in packets.

module PacketAnalyzer::IPTUNNEL;

export {
	## What a tunnel carries unless it says otherwise.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;
}
