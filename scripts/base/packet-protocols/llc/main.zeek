##! Logical link control. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_LLC`; there is nothing to set.
