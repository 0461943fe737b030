##! PPP on serial lines. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_PPPSERIAL`; there is nothing to set.
