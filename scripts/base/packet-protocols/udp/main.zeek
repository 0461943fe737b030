##! UDP. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_UDP`; there is nothing to set.
