##! PPP over Ethernet. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_PPPOE`; there is nothing to set.
