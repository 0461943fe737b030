##! IPX without a header between. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_NOVELL_802_3`; there is nothing to set.
