##! FDDI. The decoder is part of the engine, under the tag `PacketAnalyzer::ANALYZER_FDDI`.

module PacketAnalyzer::FDDI;

export {
	## Declared for scripts that set it: what follows is what the headers of LLC and SNAP announce.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;
}
