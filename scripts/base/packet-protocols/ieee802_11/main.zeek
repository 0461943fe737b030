##! Data frames of wireless networks. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_IEEE802_11`; there is nothing to set.
