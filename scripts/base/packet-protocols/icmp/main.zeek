##! ICMP and ICMPv6. The decoder is part of the engine, under the tag
##! `PacketAnalyzer::ANALYZER_ICMP`; there is nothing to set.
