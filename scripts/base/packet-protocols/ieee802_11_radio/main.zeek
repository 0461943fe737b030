##! The header that monitors put before wireless frames. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_IEEE802_11_RADIO`; there is nothing to set.
