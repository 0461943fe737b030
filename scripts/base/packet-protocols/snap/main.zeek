##! Logical link control with a type. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_SNAP`; there is nothing to set.
