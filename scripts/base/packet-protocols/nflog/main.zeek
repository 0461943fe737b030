##! Packets that the firewall of Linux logs. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_NFLOG`; there is nothing to set.
