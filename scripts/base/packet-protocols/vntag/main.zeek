##! Tags of virtual interfaces. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_VNTAG`; there is nothing to set.
