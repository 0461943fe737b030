##! FDDI. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_FDDI`; there is nothing to set.
