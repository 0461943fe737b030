##! The same in its second version. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_LINUXSLL2`; there is nothing to set.
