##! Labels of MPLS.

module PacketAnalyzer::MPLS;

export {
	## What follows the label at the bottom of the stack.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_IP &redef;
}
