##! Provider backbone bridges (IEEE 802.1ah).

module PacketAnalyzer::PBB;

export {
	## What follows the tag.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_ETHERNET &redef;
}
