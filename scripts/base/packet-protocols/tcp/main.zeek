##! TCP. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_TCP`; there is nothing to set.
