##! The link type of a capture decides how its frames begin.

module PacketAnalyzer::ROOT;

export {
	## How frames of other link types are read.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;
}
