##! PPP. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_PPP`; there is nothing to set.
