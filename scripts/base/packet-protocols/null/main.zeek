##! Loopback interfaces of BSD systems. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_NULL`; there is nothing to set.
