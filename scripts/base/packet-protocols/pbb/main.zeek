##! Provider backbone bridges (IEEE 802.1ah). The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_PBB`; there is nothing to set.
