##! IGMP. The decoder is part of the engine, under the tag `PacketAnalyzer::ANALYZER_IGMP`.
