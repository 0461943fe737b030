##! IPv4 and IPv6.

module PacketAnalyzer::IP;

export {
	## What looks at protocols that nothing else is known for.
	const default_analyzer: PacketAnalyzer::Tag = PacketAnalyzer::ANALYZER_UNKNOWN_IP_TRANSPORT &redef;
}
