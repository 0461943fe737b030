##! Labels of MPLS. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_MPLS`; there is nothing to set.
