##! What Linux captures from all interfaces at once. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_LINUXSLL`; there is nothing to set.
